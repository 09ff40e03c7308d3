// Node with isolated-vm as a contender: does what a line on its input asks for and answers with a
// line of JSON, as EngineWorker.java does for our engine.
//
//   node contender.mjs host|text|promise|pull FOLDER MODULES
//
// host     events are parsed in the host and copied in, a profile at a time
// text     their text is copied in and parsed inside the isolate
// promise  the same, with a promise between the isolates instead of blocking calls
// pull     Jitsu's profile builder of today: the function asks the host for event after event and
//          gets text, which the host has parsed and written again
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

// Threads that were there before isolated-vm came: V8's helpers.
const helpers = new Set(threads());

const { createRequire } = await import("node:module");
const { join } = await import("node:path");
const { createInterface } = await import("node:readline");

const [border, folder, modules] = process.argv.slice(2);
const ivm = createRequire(join(modules, "package.json"))("isolated-vm");

const lines = readFileSync(join(folder, "events.ndjson"), "utf8").split("\n").filter(Boolean);
const profilesOf = new Map();
const runners = new Map();

function profiles(size) {
  if (!profilesOf.has(size)) {
    const cut = [];
    for (let start = 0; start + size <= lines.length; start += size) {
      cut.push(lines.slice(start, start + size));
    }
    profilesOf.set(size, cut);
  }
  return profilesOf.get(size);
}

// How events come in: what the host hands over, and what the isolate makes of it.
const copied = (value) => new ivm.ExternalCopy(value).copyInto({ release: true });
const parsedInside = "given.map((text) => JSON.parse(text))";
const BORDERS = {
  host: [(texts) => copied(texts.map((text) => JSON.parse(text))), "given"],
  text: [copied, parsedInside],
  promise: [copied, parsedInside],
  pull: [
    (texts) => {
      let next = 0;
      return new ivm.Reference(async () => {
        const event = next < texts.length ? JSON.parse(texts[next++]) : undefined;
        return event === undefined ? undefined : JSON.stringify(event);
      });
    },
    `{
      *[Symbol.iterator]() {
        for (let text; (text = given.applySyncPromise()) !== undefined; ) {
          yield JSON.parse(text);
        }
      },
    }`,
  ],
};

// A function that runs a profile, given as texts, and gives its traits as JSON.
function runner(name) {
  if (runners.has(name)) {
    return runners.get(name);
  }
  const isolate = new ivm.Isolate({ memoryLimit: 512 });
  const context = isolate.createContextSync();
  const module = isolate.compileModuleSync(readFileSync(join(folder, name + ".mjs"), "utf8"));
  module.instantiateSync(context, (specifier) => {
    throw new Error("there is nothing to import, found " + specifier);
  });
  module.evaluateSync();
  context.global.setSync("profile", module.namespace.getSync("default", { reference: true }).derefInto());
  const [outside, inside] = BORDERS[border];
  const start = context.evalSync(
    `
    let traits;
    const user = { profileId: "u-1", userId: "u-1", anonymousId: "", traits: {} };
    const log = { info() {}, warn() {}, debug() {}, error() {} };
    const context = { log, props: {}, profileBuilder: { id: "benchmark", version: 1 } };
    async (given) => {
      const result = await profile(${inside}, { ...user }, { ...context });
      return (traits = JSON.stringify(result.traits));
    }`,
    { reference: true },
  );
  const finish = context.evalSync("() => traits", { reference: true });
  const blocking = (texts) => {
    start.applySync(undefined, [outside(texts)]);
    return finish.applySync(); // the function's jobs have run when the first call returned
  };
  const promising = async (texts) => {
    const given = outside(texts);
    const result = await start.apply(undefined, [given], { result: { promise: true, copy: true } });
    given.release?.();
    return result;
  };
  runners.set(name, border === "host" || border === "text" ? blocking : promising);
  return runners.get(name);
}

function threads() {
  try {
    return readdirSync("/proc/self/task").filter((thread) => Number(thread) !== process.pid);
  } catch {
    return [];
  }
}

// How long this thread, and those that may run the isolate, have waited for a processor.
function waits() {
  try {
    const mine = [String(process.pid), ...threads().filter((each) => !helpers.has(each))];
    return mine.map((each) => Number(readFileSync(`/proc/self/task/${each}/schedstat`, "utf8").split(" ")[1]));
  } catch {
    return [0];
  }
}

const commands = {
  async slice(name, size, threads, millis) {
    if (threads !== "1") {
      throw new Error("one thread only");
    }
    const run = runner(name);
    const all = profiles(Number(size));
    let next = 0;
    let events = 0;
    const before = waits();
    const start = process.hrtime.bigint();
    const end = start + BigInt(millis) * 1000000n;
    let now;
    do {
      await run(all[next]);
      events += Number(size);
      next = next + 1 === all.length ? 0 : next + 1;
      now = process.hrtime.bigint();
    } while (now < end);
    // They work in turns, so the longest wait of one is what was lost at least.
    const waited = Math.max(...waits().map((each, i) => each - (before[i] ?? 0)));
    return { events, nanos: Number(now - start), waited };
  },

  async results(name, size, file) {
    const texts = [];
    for (const profile of profiles(Number(size))) {
      texts.push(await runner(name)(profile));
    }
    writeFileSync(join(folder, file), texts.join("\n") + "\n");
    return {};
  },
};

console.log(JSON.stringify({ optimised: true, runtime: "Node " + process.versions.node }));
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(" ");
  console.log(JSON.stringify(await commands[command](...words)));
}

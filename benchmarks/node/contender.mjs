// Node with isolated-vm as a contender: does what a line on its input asks for and answers with a
// line of JSON, as EngineWorker.java does for our engine.
//
//   node contender.mjs host|text|text_once|pull FOLDER MODULES
//
// host       every event is parsed in the host and copied in
// text       the same, but the text is copied in and parsed inside the isolate
// text_once  the texts of a profile are copied in as one: the fastest that was found
// pull       Jitsu's profile builder of today: the function asks the host for event after event
//            and gets text, which the host has parsed and written again
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
const BORDERS = {
  host: [(texts) => texts.map((text) => copied(JSON.parse(text))), "given"],
  text: [(texts) => texts.map(copied), "given.map((text) => JSON.parse(text))"],
  text_once: [(texts) => [copied(texts)], "given[0].map((text) => JSON.parse(text))"],
  pull: [
    (texts) => {
      let next = 0;
      const following = async () => {
        const event = next < texts.length ? JSON.parse(texts[next++]) : undefined;
        return event === undefined ? undefined : JSON.stringify(event);
      };
      return [new ivm.Reference(following)];
    },
    `{
      *[Symbol.iterator]() {
        for (let text; (text = given[0].applySyncPromise()) !== undefined; ) {
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
    async (...given) => {
      const result = await profile(${inside}, { ...user }, { ...context });
      return (traits = JSON.stringify(result.traits));
    }`,
    { reference: true },
  );
  const finish = context.evalSync("() => traits", { reference: true });
  // The function's jobs have run when the first call returns. A promise between the isolates would
  // take 5 to 20 % longer and two threads, whose waits for a processor are hard to tell apart.
  const blocking = (texts) => {
    start.applySync(undefined, outside(texts));
    return finish.applySync();
  };
  const promising = async (texts) => {
    const given = outside(texts);
    const result = await start.apply(undefined, given, { result: { promise: true, copy: true } });
    given[0].release();
    return result;
  };
  runners.set(name, border === "pull" ? promising : blocking);
  return runners.get(name);
}

function threads() {
  try {
    return readdirSync("/proc/self/task").filter((thread) => Number(thread) !== process.pid);
  } catch {
    return [];
  }
}

// Nanoseconds that this thread, and those that may run the isolate, have waited for a processor.
function waits() {
  const nanos = new Map();
  try {
    for (const thread of [String(process.pid), ...threads().filter((each) => !helpers.has(each))]) {
      nanos.set(thread, Number(readFileSync(`/proc/self/task/${thread}/schedstat`, "utf8").split(" ")[1]));
    }
  } catch {
    nanos.clear(); // no such statistics here
  }
  return nanos;
}

// The part of a slice that other work on the machine took away. Where two threads work in turns, it
// is at least the longer wait of the two.
function waited(before) {
  return Math.max(0, ...[...waits()].map(([thread, nanos]) => nanos - (before.get(thread) ?? 0)));
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
    const start = process.hrtime.bigint();
    const before = waits();
    const end = start + BigInt(millis) * 1000000n;
    do {
      await run(all[next]);
      events += Number(size);
      next = next + 1 === all.length ? 0 : next + 1;
    } while (process.hrtime.bigint() < end);
    const lost = waited(before);
    return { events, nanos: Number(process.hrtime.bigint() - start), waited: lost };
  },

  async results(name, size, count, file) {
    const texts = [];
    for (const profile of profiles(Number(size)).slice(0, Number(count))) {
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

// Node with isolated-vm as it would build all profiles: reads the events of one profile after the
// other from a file, runs the function on them inside an isolate and writes a row for each.
//
//   node profiles.mjs text|text_once FOLDER OUTPUT MODULES
//
// text       each event's text is copied in and parsed inside the isolate
// text_once  the texts of a profile are copied in as one: the fastest that was found
//
// FOLDER has closed.mjs; events.ndjson, grouped by profile; and profiles.txt with a line for each
// profile, its id and how many events it has. Prints what it took as a line of JSON.
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";

const [border, folder, output, modules] = process.argv.slice(2);
const ivm = createRequire(join(modules, "package.json"))("isolated-vm");

const copied = (value) => new ivm.ExternalCopy(value).copyInto({ release: true });
const BORDERS = {
  text: [(texts) => texts.map(copied), "given"],
  text_once: [(texts) => [copied(texts)], "given[0]"],
};
const [outside, inside] = BORDERS[border];

const isolate = new ivm.Isolate({ memoryLimit: 512 });
const guest = isolate.createContextSync();
const module = isolate.compileModuleSync(readFileSync(join(folder, "closed.mjs"), "utf8"));
module.instantiateSync(guest, (specifier) => {
  throw new Error("there is nothing to import, found " + specifier);
});
module.evaluateSync();
guest.global.setSync("profile", module.namespace.getSync("default", { reference: true }).derefInto());
const start = guest.evalSync(
  `
  let row;
  const log = { info() {}, warn() {}, debug() {}, error() {} };
  async (profileId, ...given) => {
    const events = ${inside}.map((text) => JSON.parse(text));
    // What the built-in generation of profiles knows of a user.
    const user = { profileId, userId: "", anonymousId: "", traits: {} };
    for (const event of events) {
      if (event.type === "identify") {
        Object.assign(user.traits, event.traits);
        user.userId ||= event.userId ?? "";
        user.anonymousId ||= event.anonymousId ?? "";
      }
    }
    const context = { log, props: {}, profileBuilder: { id: "benchmark", version: 1 } };
    const result = await profile(events, user, context);
    row = JSON.stringify({ profileId, traits: { ...user.traits, ...result.traits } });
  }`,
  { reference: true },
);
const finish = guest.evalSync("() => row", { reference: true });

// Without promises between the isolates: that is faster, see contender.mjs.
function build(profileId, texts) {
  start.applySync(undefined, [profileId, ...outside(texts)]);
  return finish.applySync();
}

const began = process.hrtime.bigint();
const busyBefore = process.cpuUsage();

const profiles = readFileSync(join(folder, "profiles.txt"), "latin1").trimEnd().split("\n");
const rows = createWriteStream(output);
let written = [];
let count = 0;
let [profileId, left] = next();
let texts = [];

function next() {
  if (count === profiles.length) {
    return ["", Infinity];
  }
  const [id, events] = profiles[count++].split(" ");
  return [id, Number(events)];
}

function take(text) {
  texts.push(text);
  if (texts.length === left) {
    written.push(build(profileId, texts));
    texts = [];
    [profileId, left] = next();
  }
}

let events = 0;
let rest = "";
const file = createReadStream(join(folder, "events.ndjson"), { encoding: "utf8", highWaterMark: 1 << 20 });
for await (const chunk of file) {
  let from = 0;
  for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
    take(rest + chunk.slice(from, end));
    rest = "";
    events++;
    from = end + 1;
  }
  rest += chunk.slice(from);
  if (written.length >= 1000) {
    if (!rows.write(written.join("\n") + "\n")) {
      await once(rows, "drain");
    }
    written = [];
  }
}
rows.end(written.map((row) => row + "\n").join(""));
await once(rows, "finish");

const busy = process.cpuUsage(busyBefore);
console.log(
  JSON.stringify({
    runtime: "Node " + process.versions.node,
    events,
    seconds: Number(process.hrtime.bigint() - began) / 1e9,
    busy: (busy.user + busy.system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

// node jitsu-node.mjs HOST KEY SERVER: all calls with @jitsu/js; SERVER is true for its server-to-server mode.
import { jitsuAnalytics } from "@jitsu/js";
import { makeCalls } from "./jitsu-calls.mjs";

const [host, writeKey, server] = process.argv.slice(2);
const errorPolicy = (message) => {
  console.error(message);
  process.exitCode = 1;
};
await makeCalls(jitsuAnalytics({ host, writeKey, s2s: server === "true", errorPolicy }));

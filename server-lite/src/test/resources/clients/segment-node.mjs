// node segment-node.mjs HOST KEY: all calls with @segment/analytics-node, in batches of five.
import { Analytics } from "@segment/analytics-node";
import { calls } from "./calls.mjs";

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: 5 });
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
for (const { type, row, timestamp, ...call } of calls) {
  analytics[type](timestamp ? { ...call, timestamp: new Date(timestamp) } : call);
}
await analytics.closeAndFlush();

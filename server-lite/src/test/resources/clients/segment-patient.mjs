// node segment-patient.mjs HOST KEY COUNT: tracks in batches of five, telling what happens to the requests.
import { Analytics } from "@segment/analytics-node";

const [host, writeKey, count] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: 5, maxRetries: 20 });
analytics.on("http_request", ({ headers }) => console.log(`asks, again: ${headers["X-Retry-Count"] ?? "no"}`));
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
for (let i = 0; i < Number(count); i++) {
  analytics.track({ userId: `u-${i}`, event: "Tried", properties: { number: i } });
}
await analytics.closeAndFlush({ timeout: 150_000 });

// On a page: all calls with @jitsu/js, then one that sends cookies along.
import { jitsuAnalytics } from "@jitsu/js";
import { makeCalls } from "./jitsu-calls.mjs";

const host = parameters.get("host");
const writeKey = parameters.get("key");
await makeCalls(jitsuAnalytics({ host, writeKey }));

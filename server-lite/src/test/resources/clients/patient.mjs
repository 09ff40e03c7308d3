// Events with @jitsu/js and a fetch that tries again and sends cookies along: on a page, or node patient.mjs HOST KEY SERVER COUNT.
import { jitsuAnalytics } from "@jitsu/js";

const onPage = typeof document !== "undefined";
const [host, writeKey, server, count] = onPage
  ? ["host", "key", "server", "count"].map((name) => parameters.get(name))
  : process.argv.slice(2);
// A page's console must stay empty.
const tell = onPage ? () => {} : console.log;

async function patient(url, request) {
  for (let pause = 100; ; pause = Math.min(pause * 2, 1000)) {
    try {
      const answer = await fetch(url, { ...request, credentials: "include" });
      if (answer.status < 500) return answer;
      tell(`tries again after ${answer.status}`);
    } catch (error) {
      tell(`tries again after ${error}`);
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

const privacy = { ipPolicy: "stripLastOctet" };
const jitsu = jitsuAnalytics({ host, writeKey, s2s: server === "true", fetch: patient, privacy });
for (let i = 0; i < Number(count); i++) {
  await jitsu.track("Tried", { number: i }, { userId: `u-${i}` });
  tell(`sent ${i}`);
}

// How the calls are made with @jitsu/js, on a page and in Node alike. It has no alias and no screen.
import { calls } from "./calls.mjs";

export async function makeCalls(jitsu) {
  for (const { type, userId, anonymousId, event, name, groupId, traits, properties, context } of calls) {
    const options = { userId, anonymousId, ...(context ? { context } : {}) };
    switch (type) {
      case "identify":
        await jitsu.identify(userId, traits, options);
        break;
      case "track":
        await jitsu.track(event, properties, options);
        break;
      case "page":
        await jitsu.page({ name, ...properties }, options);
        break;
      case "group":
        await jitsu.group(groupId, traits, options);
        break;
    }
  }
}

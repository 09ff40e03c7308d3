import type { ProfileFunction } from "@jitsu/protocols/profile";

export const config = {
  profileBuilderId: "{{builder}}",
  slug: "{{slug}}",
};

/** Counts what a customer did, and dates the last of it. */
const profile: ProfileFunction = async (events) => {
  const seen = new Set<string>();
  let count = 0;
  let lastEvent = "";
  for (const event of events) {
    const id = event.messageId; // a server gives one to every event, a fixture need not
    if (id !== undefined && seen.has(id)) {
      continue; // what is delivered twice counts once
    }
    seen.add(id);
    count++;
    const time = String(event.timestamp);
    if (time > lastEvent) {
      lastEvent = time;
    }
  }
  if (count === 0) {
    return undefined; // no row
  }
  return {
    tableName: "{{table}}",
    traits: { events: count, lastEvent },
  };
};

export default profile;

import type { ProfileFunction } from "@jitsu/protocols/profile";

export const config = { profileBuilderId: "hello", slug: "hello" };

const count: ProfileFunction = async events => {
  let greetings = 0;
  for (const event of events) {
    greetings += event.event === "Grüße" ? 1 : 0;
  }
  return { traits: { greetings } };
};

export default count;

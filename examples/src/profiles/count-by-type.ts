import type { ProfileFunction } from "@jitsu/protocols/profile";

export const config = {
  profileBuilderId: "count-by-type",
  slug: "count-by-type",
  name: "Count by type",
  description: "How many events of each type a customer has",
};

/** The smallest useful function. */
const countByType: ProfileFunction = async (events, user, context) => {
  context.log.info("Profile Id: " + user.profileId);
  const profile: Record<string, number | string | undefined> = {};
  // "events" is no array: walk through it once, with for…of.
  for (const event of events) {
    profile[event.type] = Number(profile[event.type] ?? 0) + 1;
  }
  profile.anonId = user.anonymousId;
  // What identify events said (user.traits) is in the row by itself.
  return { traits: profile };
};

export default countByType;

// A transformation function: it sees each event before profiles are built. This one is the seed of
// Jitsu's documentation, made safe: events that carry an internal id belong to the profile of that id,
// whatever their userId says; those without one go on as they are.

export const config = { slug: "custom-profile-id", name: "Custom profile id" };

/** @type {import("@jitsu/protocols/functions").JitsuFunction} */
export default async function transform(event, { log }) {
  const internalId = String(event.properties?.internalId ?? "").trim();
  if (internalId === "") {
    return; // goes on unchanged
  }
  if (event.userId && event.userId !== internalId) {
    log.debug(`the events of ${event.userId} belong to ${internalId}`);
  }
  event.JITSU_PROFILE_ID = internalId;
  return event;
}

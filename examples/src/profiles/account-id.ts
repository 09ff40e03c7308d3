import type { ProfileFunction } from "@jitsu/protocols/profile";
import { once } from "./lib/once";

export const config = {
  profileBuilderId: "account-id",
  slug: "account-id",
  name: "Account id",
  description: "Accounts by the id that the back office knows them by",
};

/** Gives the row the id that events carry in "internalId", instead of the profile's own. */
const accountId: ProfileFunction = async (events, user, { log }) => {
  let internalId: string | undefined;
  let count = 0;
  for (const event of once(events)) {
    count++;
    const id = String(event.properties?.internalId ?? "").trim();
    if (id === "") {
      continue;
    }
    if (internalId !== undefined && id !== internalId) {
      log.warn(`a second internal id: ${id}, keeping ${internalId}`);
      continue;
    }
    internalId = id;
  }
  return {
    profileId: internalId, // undefined leaves the profile its own id
    tableName: "accounts", // two builders never write to the same table
    traits: { events: count, knownToBackOffice: internalId !== undefined, profile: user.profileId },
  };
};

export default accountId;

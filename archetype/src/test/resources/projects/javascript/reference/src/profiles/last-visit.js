// @ts-check: the types in comments are checked like those of TypeScript

export const config = {
  profileBuilderId: "last-visit",
  slug: "last-visit",
  name: "Last visit",
  description: "When a customer was here, and what for",
};

const HALF_AN_HOUR = 30 * 60 * 1000; // without an event ends a visit

/** Dates the last visit and counts the visits. @type {import("@jitsu/protocols/profile").ProfileFunction} */
const lastVisit = async (events) => {
  const seen = /** @type {{ time: number, page?: string }[]} */ ([]);
  for (const event of events) {
    const page = event.type === "page" ? String(event.properties?.path ?? "") : undefined;
    seen.push({ time: Date.parse(String(event.timestamp)), page });
  }
  if (seen.length === 0) {
    return undefined; // no row
  }
  // Events come in the order in which they were accepted; one that was late is put right here.
  seen.sort((a, b) => a.time - b.time);

  let visits = 1;
  for (let i = 1; i < seen.length; i++) {
    if (seen[i].time - seen[i - 1].time > HALF_AN_HOUR) {
      visits++;
    }
  }
  const pages = seen.filter((each) => each.page !== undefined);

  return {
    // A table of its own: two builders never write to the same one.
    tableName: "last_visits",
    traits: {
      lastVisit: new Date(seen[seen.length - 1].time).toISOString(),
      firstVisit: new Date(seen[0].time).toISOString(),
      visits,
      lastPage: pages.length > 0 ? pages[pages.length - 1].page : null,
    },
  };
};

export default lastVisit;

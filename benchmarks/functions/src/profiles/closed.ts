import type { ProfileFunction } from "@jitsu/protocols/profile";

export const config = { profileBuilderId: "benchmark", slug: "closed" };

const HALF_AN_HOUR = 30 * 60 * 1000;

/** Every path that it reads of an event stands in its text: its footprint is closed. */
const summary: ProfileFunction = async (events) => {
  const counts: Record<string, number> = {};
  const pages = new Set<string>();
  let revenue = 0;
  let first = Infinity;
  let last = -Infinity;
  let previous = -Infinity;
  let sessions = 0;
  let campaign: string | null = null;

  for (const event of events) {
    counts[event.type] = (counts[event.type] ?? 0) + 1;

    const at = Date.parse(String(event.timestamp));
    first = Math.min(first, at);
    last = Math.max(last, at);
    if (at - previous > HALF_AN_HOUR) {
      sessions++;
    }
    previous = at;

    if (event.type === "page") {
      pages.add(String(event.context?.page?.path));
    } else if (event.type === "track" && event.event === "Order Completed") {
      revenue += Number(event.properties?.total ?? 0);
    }
    if (campaign === null) {
      campaign = event.context?.campaign?.name ?? null;
    }
  }

  return {
    traits: {
      counts,
      revenue: Math.round(revenue * 100) / 100,
      firstSeen: new Date(first).toISOString(),
      lastSeen: new Date(last).toISOString(),
      sessions,
      pages: pages.size,
      campaign,
    },
  };
};

export default summary;

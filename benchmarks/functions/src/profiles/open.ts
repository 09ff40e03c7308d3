import type { ProfileFunction } from "@jitsu/protocols/profile";
import { handlers, newSummary, visit } from "./lib/summary";

export const config = { profileBuilderId: "benchmark", slug: "open" };

/**
 * The same answer as closed.ts, but events are handed on, to functions found by a name that comes
 * with the event: what may be read of one is not known before it is read. Its footprint is open.
 */
const summary: ProfileFunction = async (events) => {
  const seen = newSummary();
  for (const event of events) {
    visit(seen, event);
    handlers[event.type]?.(seen, event);
  }
  return {
    traits: {
      counts: seen.counts,
      revenue: Math.round(seen.revenue * 100) / 100,
      firstSeen: new Date(seen.first).toISOString(),
      lastSeen: new Date(seen.last).toISOString(),
      sessions: seen.sessions,
      pages: seen.pages.size,
      campaign: seen.campaign,
    },
  };
};

export default summary;

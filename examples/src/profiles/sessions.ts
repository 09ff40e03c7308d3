import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";
import type { ProfileFunction } from "@jitsu/protocols/profile";
import { once } from "./lib/once";
import { isoOf, MINUTE, timeOf } from "./lib/time";

export const config = {
  profileBuilderId: "sessions",
  slug: "sessions",
  name: "Sessions",
  description: "Visits with their entry pages, the bounce rate, the first and the last campaign",
};

/** Half an hour without an event ends a session. */
const PAUSE = 30 * MINUTE;

type Session = { start: number; end: number; events: number; pages: number; entryPage?: string };

const sessions: ProfileFunction = async (events) => {
  const visited = [...once(events)].filter(({ type }) => type === "page" || type === "track");
  if (visited.length === 0) {
    return undefined; // no row
  }
  // Events come in the order in which they were accepted; a phone that was offline sends late ones.
  visited.sort((a, b) => timeOf(a) - timeOf(b));

  const all = split(visited);
  const bounced = all.filter((session) => session.events === 1).length;
  const seconds = all.reduce((sum, { start, end }) => sum + (end - start) / 1000, 0);
  const pages = all.reduce((sum, session) => sum + session.pages, 0);
  const campaigns = visited.map(campaignOf).filter((campaign) => campaign !== undefined);

  return {
    tableName: "sessions",
    traits: {
      sessions: all.length,
      bounceRate: twoDecimals(bounced / all.length),
      pagesPerSession: twoDecimals(pages / all.length),
      averageSeconds: Math.round(seconds / all.length),
      entryPage: all[0].entryPage ?? null,
      lastEntryPage: all[all.length - 1].entryPage ?? null,
      lastSeen: isoOf(all[all.length - 1].end),
      firstCampaign: campaigns[0] ?? null,
      lastCampaign: campaigns[campaigns.length - 1] ?? null,
    },
  };
};

/** Sessions of events that are in the order of their time. */
function split(events: AnalyticsServerEvent[]): Session[] {
  const all: Session[] = [];
  for (const event of events) {
    const time = timeOf(event);
    let session = all[all.length - 1];
    if (session === undefined || time - session.end > PAUSE) {
      session = { start: time, end: time, events: 0, pages: 0 };
      all.push(session);
    }
    session.end = time;
    session.events++;
    if (event.type === "page") {
      session.pages++;
      session.entryPage ??= pathOf(event);
    }
  }
  return all;
}

/** Browsers say it in the context, servers in the properties, and some nowhere. */
function pathOf(event: AnalyticsServerEvent): string | undefined {
  const path = event.properties?.path ?? event.context?.page?.path;
  return typeof path === "string" ? path : undefined;
}

/** "newsletter / email / spring", as far as it is known. */
function campaignOf(event: AnalyticsServerEvent): string | undefined {
  const { source, medium, name } = event.context?.campaign ?? {};
  const parts = [source, medium, name].filter(Boolean);
  return parts.length > 0 ? parts.join(" / ") : undefined;
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}

export default sessions;

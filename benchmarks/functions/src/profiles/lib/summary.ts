import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";

const HALF_AN_HOUR = 30 * 60 * 1000;

export function newSummary() {
  return {
    counts: {} as Record<string, number>,
    pages: new Set<string>(),
    revenue: 0,
    first: Infinity,
    last: -Infinity,
    previous: -Infinity,
    sessions: 0,
    campaign: null as string | null,
    amount: "total",
  };
}

export type Summary = ReturnType<typeof newSummary>;

/** What every event counts for. */
export function visit(seen: Summary, event: AnalyticsServerEvent): void {
  seen.counts[event.type] = (seen.counts[event.type] ?? 0) + 1;
  const at = Date.parse(String(event.timestamp));
  seen.first = Math.min(seen.first, at);
  seen.last = Math.max(seen.last, at);
  if (at - seen.previous > HALF_AN_HOUR) {
    seen.sessions++;
  }
  seen.previous = at;
  if (seen.campaign === null) {
    seen.campaign = event.context?.campaign?.name ?? null;
  }
}

/** What events of one type count for. */
export const handlers: Record<string, (seen: Summary, event: AnalyticsServerEvent) => void> = {
  page(seen, event) {
    seen.pages.add(String(event.context?.page?.path));
  },
  track(seen, event) {
    if (event.event === "Order Completed") {
      // A rest pattern enumerates, and the key that is read of the rest is a variable.
      const { products, ...order } = event.properties ?? {};
      seen.revenue += Number(order[seen.amount] ?? 0);
    }
  },
};

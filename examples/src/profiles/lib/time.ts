import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";

export const MINUTE = 60 * 1000;
export const DAY = 24 * 60 * MINUTE;

/** When the event happened, in milliseconds; events themselves come in the order of acceptance. */
export function timeOf(event: AnalyticsServerEvent): number {
  return Date.parse(String(event.timestamp));
}

/** As events write it: 2026-03-01T10:00:00.000Z. */
export function isoOf(millis: number): string {
  return new Date(millis).toISOString();
}

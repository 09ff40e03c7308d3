// @ts-check
// Shared by functions: files in lib/ are bundled into those that import them.

/** @typedef {{ id: string, cents: number, currency: string, at: string }} Order */

/**
 * What the event says about an order; undefined when it is about something else.
 *
 * @param {import("@jitsu/protocols/analytics").AnalyticsServerEvent} event
 * @returns {Order | undefined}
 */
export function orderOf(event) {
  if (event.type !== "track" || event.event !== "Order Completed") {
    return undefined;
  }
  const total = Number(event.properties?.total);
  if (!Number.isFinite(total)) {
    return undefined;
  }
  return {
    id: String(event.properties?.orderId ?? event.messageId),
    // Whole cents: a sum of 0.1 and 0.2 is not 0.3 in JavaScript.
    cents: Math.round(total * 100),
    currency: String(event.properties?.currency ?? "EUR"),
    at: String(event.timestamp),
  };
}

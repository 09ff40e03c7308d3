// Files in lib/ are bundled into the functions that import them; they are no functions themselves.
import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";
import { centsOf, type Exchange } from "./money";
import { once } from "./once";

export type Order = {
  id: string;
  cents: number;
  /** What was given back, at most all of it. */
  refundedCents: number;
  currency: string;
  /** In UTC, so that texts compare as times do. */
  at: string;
};

/** A customer's orders with their refunds, oldest first. */
export function readOrders(events: Iterable<AnalyticsServerEvent>): Order[] {
  const orders = new Map<string, Order>();
  const refunds = new Map<string, number>();
  for (const event of once(events)) {
    if (event.event === "Order Completed") {
      const order = orderOf(event);
      // The same order sent twice, by the browser and by the server for one, counts once.
      if (order !== undefined && !orders.has(order.id)) {
        orders.set(order.id, order);
      }
    } else if (event.event === "Order Refunded") {
      const id = idOf(event);
      const cents = centsOf(event.properties?.total) ?? Infinity; // without a total: all of it
      refunds.set(id, (refunds.get(id) ?? 0) + cents);
    }
  }
  // Only now, for a refund may have been accepted before its order.
  for (const order of orders.values()) {
    order.refundedCents = Math.min(order.cents, refunds.get(order.id) ?? 0);
  }
  return [...orders.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The orders whose currency has a rate, in the shop's currency. */
export function inShopCurrency(orders: Order[], exchange: Exchange): Order[] {
  return orders.flatMap((order) => {
    const rate = exchange.rate(order.currency);
    return rate === undefined
      ? []
      : {
          ...order,
          cents: Math.round(order.cents * rate),
          refundedCents: Math.round(order.refundedCents * rate),
          currency: exchange.currency,
        };
  });
}

function orderOf(event: AnalyticsServerEvent): Order | undefined {
  const cents = centsOf(event.properties?.total);
  return cents === undefined
    ? undefined
    : {
        id: idOf(event),
        cents,
        refundedCents: 0,
        currency: String(event.properties?.currency ?? "EUR"),
        at: String(event.timestamp),
      };
}

function idOf(event: AnalyticsServerEvent): string {
  return String(event.properties?.orderId ?? event.messageId);
}

import type { ProfileFunction } from "@jitsu/protocols/profile";
import { Exchange } from "./lib/money";
import { inShopCurrency, readOrders } from "./lib/orders";

export const config = {
  profileBuilderId: "lifetime-value",
  slug: "lifetime-value",
  name: "Lifetime value",
  description: "What a customer has spent, in one currency and without what was given back",
};

/** Environment variables: CURRENCY of the shop, and RATES of the others. */
const lifetimeValue: ProfileFunction = async (events, user, { props, log }) => {
  const exchange = Exchange.of(props);
  const all = readOrders(events);
  const orders = inShopCurrency(all, exchange);
  if (exchange.unknown.size > 0) {
    const missing = [...exchange.unknown].join(", ");
    log.warn(`no rate for ${missing}: ${all.length - orders.length} orders left out`);
  }

  const paid = orders.reduce((sum, order) => sum + order.cents, 0);
  const refunded = orders.reduce((sum, order) => sum + order.refundedCents, 0);
  // An order that was given back in full is no order.
  const kept = orders.filter((order) => order.refundedCents < order.cents);

  return {
    tableName: "lifetime_values",
    traits: {
      lifetimeValue: (paid - refunded) / 100,
      refunded: refunded / 100,
      currency: exchange.currency,
      orders: kept.length,
      averageOrder: kept.length > 0 ? Math.round((paid - refunded) / kept.length) / 100 : null,
      firstOrder: kept.length > 0 ? kept[0].at : null,
      lastOrder: kept.length > 0 ? kept[kept.length - 1].at : null,
      withoutRate: [...exchange.unknown],
    },
  };
};

export default lifetimeValue;

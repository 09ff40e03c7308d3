// @ts-check: the types in comments are checked like those of TypeScript
import { orderOf } from "./lib/orders.js";

// Read without running the function. The builder keeps the history and runs this for each profile.
export const config = {
  profileBuilderId: "lifetime-value",
  slug: "lifetime-value",
  name: "Lifetime value",
  description: "What a customer has ordered so far",
};

/** Sums the orders in the shop's currency. @type {import("@jitsu/protocols/profile").ProfileFunction} */
const lifetimeValue = async (events, user, context) => {
  // An environment variable of the builder; a fixture sets it under "env".
  const currency = String(context.props.CURRENCY ?? "EUR");
  const orders = new Set();
  let cents = 0;
  let firstOrder;
  let otherCurrencies = 0;

  // "events" can be walked through once, in the order in which they were accepted.
  for (const event of events) {
    const order = orderOf(event);
    if (order === undefined || orders.has(order.id)) {
      continue; // what is delivered twice counts once
    }
    orders.add(order.id);
    if (order.currency !== currency) {
      otherCurrencies++;
      continue;
    }
    cents += order.cents;
    if (firstOrder === undefined || order.at < firstOrder) {
      firstOrder = order.at;
    }
  }
  if (otherCurrencies > 0) {
    context.log.info(`${otherCurrencies} orders are not in ${currency}`);
  }

  // What identify events said (email, name, …) is in user.traits and in the row by itself.
  const reachable = Boolean(user.traits.email) && user.traits.newsletter === true;

  return {
    traits: {
      lifetimeValue: cents / 100,
      currency,
      orders: orders.size,
      firstOrder: firstOrder ?? null,
      tier: cents >= 50000 ? "gold" : cents > 0 ? "customer" : "visitor",
      reachable,
    },
  };
};

export default lifetimeValue;

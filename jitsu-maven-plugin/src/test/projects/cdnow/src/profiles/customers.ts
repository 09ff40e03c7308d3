import type { ProfileFunction } from "@jitsu/protocols/profile";

export const config = { profileBuilderId: "cdnow", slug: "customers" };

const DAY = 24 * 60 * 60 * 1000;
const CALIBRATION_END = Date.parse("1997-09-30") / DAY;

/** Weeks with two decimals, as the published table has them. */
const weeks = (days: number) => Math.round((days / 7) * 100) / 100;

/** What Fader and Hardie published of each customer; and the orders of the whole period. */
const customers: ProfileFunction = async (events) => {
  const days = new Set<number>(); // purchases on one day count once
  let orders = 0;
  let lastPurchase = "";
  for (const event of events) {
    if (event.event !== "Order Completed") {
      continue;
    }
    const date = String(event.timestamp).slice(0, 10);
    orders++;
    lastPurchase = date > lastPurchase ? date : lastPurchase;
    const day = Date.parse(date) / DAY;
    if (day <= CALIBRATION_END) {
      days.add(day);
    }
  }
  const first = Math.min(...days);
  const last = Math.max(...days);
  return {
    traits: {
      frequency: days.size - 1,
      recency: weeks(last - first),
      T: weeks(CALIBRATION_END - first),
      orders,
      lastPurchase,
    },
  };
};

export default customers;

import type { ProfileFunction } from "@jitsu/protocols/profile";
import { Exchange } from "./lib/money";
import { inShopCurrency, readOrders } from "./lib/orders";
import { DAY } from "./lib/time";

export const config = {
  profileBuilderId: "rfm",
  slug: "rfm",
  name: "Recency, frequency, monetary value",
  description: "Scores from 1 to 5 for the last year, and the segment that follows from them",
};

type Scores = { r: number; f: number; m: number };

/** From the score of 1 upwards: what must be reached for each further point. */
const FREQUENCY = [2, 3, 6, 10]; // orders
const MONETARY = [50, 200, 500, 1000]; // in the shop's currency
const RECENCY = [-240, -120, -60, -30]; // days ago, so that more is better here too

/** The first that fits; the last always does. */
const SEGMENTS: [string, (scores: Scores) => boolean][] = [
  ["champion", ({ r, f, m }) => r >= 4 && f >= 4 && m >= 4],
  ["loyal", ({ r, f }) => r >= 3 && f >= 4],
  ["cannot lose", ({ f }) => f >= 4],
  ["new", ({ r, f }) => r >= 4 && f === 1],
  ["promising", ({ r }) => r >= 3],
  ["at risk", ({ r }) => r === 2],
  ["lost", () => true],
];

const rfm: ProfileFunction = async (events, user, { props }) => {
  const orders = inShopCurrency(readOrders(events), Exchange.of(props)).filter(
    (order) => order.refundedCents < order.cents,
  );
  if (orders.length === 0) {
    return undefined; // no row for who never bought
  }

  // In a fixture Date.now() is its "now"; on the server, the time of the run.
  const daysAgo = (at: string) => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / DAY));
  const lastYear = orders.filter((order) => daysAgo(order.at) < 365);
  const spent = lastYear.reduce((sum, order) => sum + order.cents - order.refundedCents, 0) / 100;
  const recency = daysAgo(orders[orders.length - 1].at);

  const scores = {
    r: score(-recency, RECENCY),
    f: score(lastYear.length, FREQUENCY),
    m: score(spent, MONETARY),
  };
  const segment = SEGMENTS.find(([, fits]) => fits(scores))?.[0];
  return {
    tableName: "rfm",
    traits: {
      recencyDays: recency,
      frequency: lastYear.length,
      monetary: spent,
      rfm: `${scores.r}${scores.f}${scores.m}`,
      segment,
    },
  };
};

function score(value: number, limits: number[]): number {
  return 1 + limits.filter((limit) => value >= limit).length;
}

export default rfm;

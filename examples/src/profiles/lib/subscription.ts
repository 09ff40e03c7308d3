import { DAY } from "./time";

export type Status = "none" | "trial" | "active" | "past_due" | "churned";

const EVENTS = [
  "Trial Started",
  "Subscription Paid",
  "Payment Failed",
  "Subscription Cancelled",
] as const;

export type SubscriptionEvent = (typeof EVENTS)[number];

/** Every legal step; what is not here does not happen. */
const STEPS: Record<Status, Partial<Record<SubscriptionEvent, Status>>> = {
  none: { "Trial Started": "trial", "Subscription Paid": "active" },
  trial: { "Subscription Paid": "active", "Subscription Cancelled": "churned" },
  active: {
    "Subscription Paid": "active",
    "Payment Failed": "past_due",
    "Subscription Cancelled": "churned",
  },
  past_due: {
    "Subscription Paid": "active",
    "Payment Failed": "past_due",
    "Subscription Cancelled": "churned",
  },
  churned: { "Subscription Paid": "active" },
};

/** How long a status may last before the customer counts as gone. */
const LASTS_DAYS: Partial<Record<Status, number>> = { trial: 14, past_due: 21 };

/** The name of an event that means something here. */
export function subscriptionEvent(name: string | undefined): SubscriptionEvent | undefined {
  return EVENTS.find((known) => known === name);
}

/** Where a subscription stands; wants its events in the order in which they happened. */
export class Subscription {
  status: Status = "none";
  since = 0;

  /** Takes the step that an event asks for; false when there is no such step from here. */
  apply(event: SubscriptionEvent, at: number): boolean {
    this.elapse(at);
    const next = STEPS[this.status][event];
    if (next === undefined) {
      return false;
    }
    this.enter(next, at);
    return true;
  }

  /** Lets time pass: a trial ends, patience with a missing payment too. */
  elapse(now: number): void {
    const days = LASTS_DAYS[this.status];
    if (days !== undefined && this.since + days * DAY <= now) {
      this.enter("churned", this.since + days * DAY);
    }
  }

  private enter(next: Status, at: number): void {
    if (next !== this.status) {
      this.status = next;
      this.since = at;
    }
  }
}

import type { ProfileFunction } from "@jitsu/protocols/profile";
import {
  type Status,
  Subscription,
  type SubscriptionEvent,
  subscriptionEvent,
} from "./lib/subscription";
import { isoOf, timeOf } from "./lib/time";

export const config = {
  profileBuilderId: "subscription-status",
  slug: "subscription-status",
  name: "Subscription status",
  description: "Trial, active, past due or churned; tells a webhook about each change once",
};

type Context = Parameters<ProfileFunction>[2];
type Step = { event: SubscriptionEvent; at: number; plan?: string };

/** Environment variable: WEBHOOK_URL; without one, changes are only logged. */
const subscriptionStatus: ProfileFunction = async (events, user, context) => {
  const steps: Step[] = [];
  for (const event of events) {
    const name = subscriptionEvent(event.event);
    if (name !== undefined) {
      const plan = event.properties?.plan;
      steps.push({
        event: name,
        at: timeOf(event),
        plan: typeof plan === "string" ? plan : undefined,
      });
    }
  }
  steps.sort((a, b) => a.at - b.at);

  const subscription = new Subscription();
  let plan: string | null = null;
  for (const step of steps) {
    if (!subscription.apply(step.event, step.at)) {
      const at = isoOf(step.at);
      context.log.warn(`"${step.event}" at ${at} means nothing while ${subscription.status}`);
      continue;
    }
    plan = step.plan ?? plan;
  }
  subscription.elapse(Date.now());
  if (subscription.status === "none") {
    return undefined; // no row for who never subscribed
  }

  await announce(user.profileId, subscription.status, context);
  return {
    tableName: "subscriptions",
    traits: { status: subscription.status, since: isoOf(subscription.since), plan },
  };
};

/**
 * Tells of a status that was not told of before. The function runs again with every event, and for
 * every customer when a version is published; only the store knows what was said already.
 */
async function announce(profileId: string, status: Status, context: Context): Promise<void> {
  const { store, log, props } = context;
  const key = `subscription-status:${profileId}`;
  const told = await store.get(key);
  if (told === status) {
    return;
  }
  const change = { profileId, from: told ?? null, to: status };
  if (props.WEBHOOK_URL && !(await post(String(props.WEBHOOK_URL), change, context))) {
    return; // nothing is remembered, so the next run tries again
  }
  // Not for ever: customers go. A status that still holds after 90 days is told once more.
  await store.set(key, status, "90d");
  log.info(`${told ?? "none"} → ${status}`);
}

async function post(url: string, body: object, { fetch, log }: Context): Promise<boolean> {
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!reply.ok) {
      log.warn(`the webhook answers ${reply.status}`);
    }
    return reply.ok;
  } catch (e) {
    log.warn(`the webhook does not answer: ${e.message}`);
    return false;
  }
}

export default subscriptionStatus;

import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";

/** Events without those that were delivered before: who hears no answer sends them again. */
export function* once(events: Iterable<AnalyticsServerEvent>): Generator<AnalyticsServerEvent> {
  const seen = new Set<string>();
  for (const event of events) {
    const id = event.messageId; // a server gives one to every event, a fixture need not
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      yield event;
    }
  }
}

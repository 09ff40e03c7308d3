package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * By what an event is known: looked for in {@code eventn_ctx.event_id}, {@code eventn_ctx_event_id}
 * and {@code event_id}; kept in the first of these if there is an {@code eventn_ctx}, else in the
 * second.
 */
final class EventId {

  private static final String FLAT = "eventn_ctx_event_id";
  private static final String NAME = "event_id";
  private static final List<List<String>> PLACES =
      List.of(List.of(Fields.CONTEXT, NAME), List.of(FLAT), List.of(NAME));

  private EventId() {}

  /**
   * Brings it where it belongs.
   *
   * @param fresh makes one for an event that has none, or an empty one
   */
  static String settle(ObjectNode event, Supplier<String> fresh) {
    String id = "";
    for (List<String> place : PLACES) {
      JsonNode found = Fields.get(event, place);
      if (id.isEmpty() && !found.isMissingNode()) {
        id = found.isValueNode() && !found.isNull() ? found.asText() : "";
        Fields.remove(event, place);
      }
    }
    String settled = id.isEmpty() ? fresh.get() : id;
    put(event, settled);
    return settled;
  }

  static void put(ObjectNode event, String id) {
    if (event.get(Fields.CONTEXT) instanceof ObjectNode context) {
      context.put(NAME, id);
    } else {
      event.put(FLAT, id);
    }
  }
}

package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Which types of events there are, and what each must have (CONTRACT E.3). */
final class EventTypes {

  private static final Map<String, String> LETTERS =
      Map.of(
          "p",
          "page",
          "i",
          "identify",
          "t",
          "track",
          "g",
          "group",
          "a",
          "alias",
          "s",
          "screen",
          "e",
          "event");
  private static final Set<String> TYPES =
      Set.of("page", "identify", "track", "group", "alias", "screen");
  private static final int LONGEST_NAME = 128;

  private EventTypes() {}

  /**
   * The type of an event, or why it is none.
   *
   * @param routeType as in the address, also a letter; {@code event} when the body says
   * @param eventsName when not empty, the body need not say: it is a track event of this name
   */
  static String of(ObjectNode event, String routeType, String eventsName) {
    String type = LETTERS.getOrDefault(routeType, routeType);
    if (type.equals("event")) {
      type = eventsName.isEmpty() ? ofBody(event) : "track";
    }
    if (!TYPES.contains(type)) {
      throw EventException.event(
          "Unknown event type: " + Shown.of(type),
          "use one of page, identify, track, group, alias, screen");
    }
    if (type.equals("track")) {
      checkName(hasName(event) ? event.path("event").textValue() : eventsName);
    }
    return type;
  }

  static boolean hasName(ObjectNode event) {
    JsonNode name = event.path("event");
    return name.isTextual() && !name.textValue().isEmpty();
  }

  private static String ofBody(ObjectNode event) {
    if (!event.path("type").isTextual()) {
      throw EventException.event(
          "type property of event is required",
          "add \"type\": one of page, identify, track, group, alias, screen");
    }
    return event.path("type").textValue();
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw EventException.event(
          "'event' property is required for 'track' event",
          "name what happened: \"event\": \"Order Completed\"");
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw EventException.event(
          "Invalid track event name '"
              + Shown.of(name)
              + "'. Max length is "
              + LONGEST_NAME
              + " characters.",
          "use a short name, and properties for what differs from event to event");
    }
  }
}

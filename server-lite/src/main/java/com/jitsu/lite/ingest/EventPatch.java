package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks an event and adds what the server knows, CONTRACT E.4. */
public final class EventPatch {

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
  private static final Set<String> TYPES = Set.copyOf(LETTERS.values());
  private static final Pattern ODD = Pattern.compile("[^a-zA-Z0-9._-]");
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_ID = 64;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Supplier<UUID> ids;

  EventPatch(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** The id under which an event is known: its own without odd characters, else a new one. */
  String messageId(JsonNode event) {
    JsonNode given = event.path("messageId");
    String text = given.isTextual() || given.isNumber() ? given.asText() : "";
    if (text.isEmpty()) {
      return ids.get().toString();
    }
    return plain(text);
  }

  private static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return cut(ODD.matcher(text).replaceAll("_"));
      }
    }
    return cut(text);
  }

  private static String cut(String id) {
    return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
  }

  private static boolean isPlain(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '.'
        || letter == '_'
        || letter == '-';
  }

  /**
   * Changes the event in place.
   *
   * @param type of the route; {@code event} when the body says
   * @param defaultName when not empty, an event without a type is a track, and one without a name
   *     has this
   * @param shared context of the batch, to which the event's own is added key by key
   */
  AcceptedEvent accept(
      ObjectNode event,
      String type,
      String defaultName,
      String messageId,
      Grant sender,
      RequestContext request,
      ObjectNode shared) {
    String now = MILLIS.format(clock.instant());
    if (sender.isBrowser()) {
      removeControlKeys(event);
    }
    event.put("type", type(event, type, defaultName));
    event.set("context", context(event, sender, request, shared));
    request.ip().ifPresentOrElse(ip -> event.put("requestIp", ip), () -> event.remove("requestIp"));
    event.put("receivedAt", now);
    if (!event.hasNonNull("timestamp")) {
      event.put("timestamp", now);
    }
    if (!event.path("messageId").isValueNode() || event.path("messageId").asText("").isEmpty()) {
      event.put("messageId", messageId);
    }
    return new AcceptedEvent(sender.source().id(), messageId, Json.bytes(event));
  }

  private static String type(ObjectNode event, String routeType, String defaultName) {
    String type = LETTERS.getOrDefault(routeType, routeType);
    if (type.equals("event") && !defaultName.isEmpty()) {
      type = "track";
    } else if (type.equals("event")) {
      if (!event.path("type").isTextual()) {
        throw EventException.event(
            "type property of event is required",
            "add \"type\": one of page, identify, track, group, alias, screen");
      }
      type = event.path("type").textValue();
    }
    if (!TYPES.contains(type) || type.equals("event")) {
      throw EventException.event(
          "Unknown event type: " + Shown.of(type),
          "use one of page, identify, track, group, alias, screen");
    }
    if (type.equals("track")) {
      if (!defaultName.isEmpty() && event.path("event").asText("").isEmpty()) {
        event.put("event", defaultName);
      }
      checkName(event.path("event"));
    }
    return type;
  }

  private static void checkName(JsonNode name) {
    if (!name.isTextual() || name.textValue().isEmpty()) {
      throw EventException.event(
          "'event' property is required for 'track' event",
          "name what happened: \"event\": \"Order Completed\"");
    }
    String text = name.textValue();
    if (text.codePointCount(0, text.length()) > LONGEST_NAME) {
      throw EventException.event(
          "Invalid track event name '"
              + Shown.of(text)
              + "'. Max length is "
              + LONGEST_NAME
              + " characters.",
          "use a short name, and properties for what differs from event to event");
    }
  }

  private static ObjectNode context(
      ObjectNode event, Grant sender, RequestContext request, ObjectNode shared) {
    ObjectNode context = shared.deepCopy();
    if (event.path("context") instanceof ObjectNode own) {
      context.setAll(own);
    }
    if (sender.isBrowser()) {
      request.ip().ifPresentOrElse(ip -> context.put("ip", ip), () -> context.remove("ip"));
      request
          .userAgent()
          .ifPresent(
              text ->
                  context.putIfAbsent("userAgent", Json.mapper().getNodeFactory().textNode(text)));
      request
          .locale()
          .ifPresent(
              text -> context.putIfAbsent("locale", Json.mapper().getNodeFactory().textNode(text)));
    }
    return context;
  }

  /** Keys that steer the server must not come from a page that anybody can open. */
  public static void removeControlKeys(JsonNode json) {
    if (json instanceof ObjectNode object) {
      Iterator<String> names = object.fieldNames();
      while (names.hasNext()) {
        if (isControl(names.next())) {
          names.remove();
        }
      }
    }
    if (json instanceof ObjectNode || json instanceof ArrayNode) {
      json.forEach(EventPatch::removeControlKeys);
    }
  }

  private static boolean isControl(String name) {
    return name.startsWith("JITSU_")
        || name.startsWith("__sql_type")
        || name.equals("__PROFILE_PROCESSING_PRIORITY");
  }
}

package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.contract.EventTime;
import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.util.Iterator;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Checks an event and adds what the server knows, CONTRACT E.4. */
public final class EventPatch {

  private static final Pattern ODD = Pattern.compile("[^a-zA-Z0-9._-]");
  private static final int LONGEST_ID = 64;

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
   * What a batch says once for all of its events.
   *
   * @param context to which an event's own is added key by key
   * @param eventsName when not empty, all are track events, with this name where they have none
   */
  record Shared(ObjectNode context, String eventsName) {

    static final Shared NOTHING = new Shared(Json.object(), "");
  }

  /**
   * Changes the event in place, unless it is refused.
   *
   * @param type of the route; {@code event} when the body says
   */
  AcceptedEvent accept(
      ObjectNode event,
      String type,
      String messageId,
      Grant sender,
      RequestContext request,
      Shared shared) {
    String found = EventTypes.of(event, type, shared.eventsName());
    String now = EventTime.text(clock.instant());
    event.put("type", found);
    if (!shared.eventsName().isEmpty() && !EventTypes.hasName(event)) {
      event.put("event", shared.eventsName());
    }
    event.set("context", context(event, sender, request, shared.context()));
    if (sender.isBrowser()) {
      removeControlKeys(event);
    }
    request.ip().ifPresentOrElse(ip -> event.put("requestIp", ip), () -> event.remove("requestIp"));
    event.put("receivedAt", now);
    if (!event.hasNonNull("timestamp")) {
      event.put("timestamp", now);
    }
    if (!event.path("messageId").isValueNode() || event.path("messageId").asText("").isEmpty()) {
      event.put("messageId", messageId);
    }
    // As it was sent: two that look the same once mended are two.
    String identity = event.path("messageId").asText();
    return new AcceptedEvent(sender.source().id(), identity, Json.bytes(event));
  }

  private static ObjectNode context(
      ObjectNode event, Grant sender, RequestContext request, ObjectNode shared) {
    ObjectNode own = event.path("context") instanceof ObjectNode given ? given : Json.object();
    ObjectNode context = shared.isEmpty() ? own : shared.deepCopy().setAll(own);
    if (sender.isBrowser()) {
      request.ip().ifPresentOrElse(ip -> context.put("ip", ip), () -> context.remove("ip"));
      request.userAgent().ifPresent(text -> putIfAbsent(context, "userAgent", text));
      request.locale().ifPresent(text -> putIfAbsent(context, "locale", text));
    }
    return context;
  }

  private static void putIfAbsent(ObjectNode context, String name, String text) {
    context.putIfAbsent(name, TextNode.valueOf(text));
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

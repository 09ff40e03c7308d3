package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.ingest.EventException;
import com.jitsu.lite.ingest.EventJson;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the events of a body, CONTRACT E.2. JSON is as strict as everywhere: nothing may follow it.
 *
 * @param maxEventBytes of an event; of many in one body on average
 */
record Bodies(int maxEventBytes) {

  /** One body may not make more of itself than the journal lets wait. */
  static final int MOST_EVENTS = 50_000;

  /** Of a template in all of its events: as much as a body could have said without it. */
  private static final int MOST_TEMPLATE_BYTES = 10_000_000;

  /** {@code {…}}, {@code […]}, or {@code {"template": {…}, "events": [{…}]}}. */
  List<ObjectNode> events(byte[] body) {
    if (body.length == 0) {
      throw new BodyException("empty JSON body");
    }
    switch (body[0]) {
      case '{' -> {
        checkOne(body);
        ObjectNode event = object(body);
        return isTemplate(event) ? fromTemplate(event) : List.of(event);
      }
      case '[' -> {
        List<ObjectNode> events = objects(json(body), "the array");
        checkMany(body, events.size());
        return events;
      }
      default ->
          throw new BodyException("malformed JSON body begins with: " + quoted(body[0] & 0xff));
    }
  }

  /** What Segment's clients send: an event, or {@code {"batch": [{…}]}}. */
  List<ObjectNode> segment(byte[] body) {
    if (body.length == 0) {
      throw new BodyException("empty JSON body");
    }
    ObjectNode sent = object(body);
    JsonNode batch = sent.path("batch");
    if (batch.isMissingNode()) {
      checkOne(body);
      return List.of(sent);
    }
    if (!isObjects(batch)) {
      throw new BodyException("malformed Segment body 'batch' type. Expected array of objects");
    }
    List<ObjectNode> events = objects(batch, "\"batch\"");
    checkMany(body, events.size());
    return events;
  }

  /** One JSON object. */
  static ObjectNode object(byte[] body) {
    JsonNode json = json(body);
    if (!(json instanceof ObjectNode object)) {
      throw new BodyException(
          "error parsing HTTP body: a JSON object is expected, found " + EventJson.kind(json));
    }
    return object;
  }

  private static JsonNode json(byte[] body) {
    try {
      return EventJson.value(body);
    } catch (EventException e) {
      throw new BodyException("error parsing HTTP body: " + e.detail());
    }
  }

  private static List<ObjectNode> objects(JsonNode list, String what) {
    if (list.size() > MOST_EVENTS) {
      throw new BodyException(
          "error parsing HTTP body: "
              + what
              + " has "
              + list.size()
              + " events, the limit is "
              + MOST_EVENTS);
    }
    List<ObjectNode> events = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      if (!(element instanceof ObjectNode event)) {
        throw new BodyException(
            "error parsing HTTP body: element %d of %s is not an object but %s"
                .formatted(events.size() + 1, what, EventJson.kind(element)));
      }
      events.add(event);
    }
    return events;
  }

  private static boolean isTemplate(ObjectNode sent) {
    return sent.path("template") instanceof ObjectNode && isObjects(sent.path("events"));
  }

  private static boolean isObjects(JsonNode list) {
    if (!(list instanceof ArrayNode)) {
      return false;
    }
    for (JsonNode element : list) {
      if (!(element instanceof ObjectNode)) {
        return false;
      }
    }
    return true;
  }

  private static List<ObjectNode> fromTemplate(ObjectNode sent) {
    ObjectNode template = (ObjectNode) sent.path("template");
    List<ObjectNode> events = objects(sent.path("events"), "\"events\"");
    long bytes = (long) Json.bytes(template).length * events.size();
    if (bytes > MOST_TEMPLATE_BYTES) {
      throw new BodyException(
          "error parsing HTTP body: \"template\" in each of %d events makes %d bytes, the limit is %d"
              .formatted(events.size(), bytes, MOST_TEMPLATE_BYTES));
    }
    return new TemplateEvents(template, events);
  }

  private void checkOne(byte[] body) {
    if (body.length > maxEventBytes) {
      throw new BodyException("Event size " + body.length + " exceeds limit: " + maxEventBytes);
    }
  }

  private void checkMany(byte[] body, int events) {
    if (events > 0 && body.length > (long) maxEventBytes * events) {
      throw new BodyException("Size of one of events exceeds limit: " + maxEventBytes);
    }
  }

  /** One byte as a text in quotes, as Go writes it. */
  private static String quoted(int character) {
    return switch (character) {
      case '\n' -> "\"\\n\"";
      case '\r' -> "\"\\r\"";
      case '\t' -> "\"\\t\"";
      case '"' -> "\"\\\"\"";
      case '\\' -> "\"\\\\\"";
      default ->
          Character.isISOControl(character)
              ? "\"\\x%02x\"".formatted(character)
              : "\"" + (char) character + "\"";
    };
  }
}

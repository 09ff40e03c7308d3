package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.ingest.DeepValue;
import java.util.List;

/** Values deep in an event, by their path: {@code ["eventn_ctx", "user", "id"]}. */
final class Fields {

  /** Where Classic's older clients keep what newer ones have at the top. */
  static final String CONTEXT = "eventn_ctx";

  private Fields() {}

  static JsonNode get(JsonNode event, List<String> path) {
    JsonNode node = event;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  static void putIfMissing(ObjectNode event, String value, List<String> path) {
    if (!value.isEmpty() && get(event, path).isMissingNode()) {
      DeepValue.put(event, TextNode.valueOf(value), path);
    }
  }

  static void remove(JsonNode event, List<String> path) {
    if (get(event, path.subList(0, path.size() - 1)) instanceof ObjectNode parent) {
      parent.remove(path.get(path.size() - 1));
    }
  }

  /** The part of an event that tells of its visitor: the older clients' context, or all of it. */
  static ObjectNode context(ObjectNode event) {
    return event.get(CONTEXT) instanceof ObjectNode context ? context : event;
  }
}

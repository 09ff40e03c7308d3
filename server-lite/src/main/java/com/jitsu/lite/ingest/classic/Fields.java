package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

  /** Makes the objects on the way; false when there is something else in it. */
  static boolean put(ObjectNode event, JsonNode value, List<String> path) {
    ObjectNode node = event;
    for (String name : path.subList(0, path.size() - 1)) {
      JsonNode next = node.get(name);
      if (next == null) {
        node = node.putObject(name);
      } else if (next instanceof ObjectNode object) {
        node = object;
      } else {
        return false;
      }
    }
    node.set(path.get(path.size() - 1), value);
    return true;
  }

  static void putIfMissing(ObjectNode event, String value, List<String> path) {
    if (!value.isEmpty() && get(event, path).isMissingNode()) {
      put(event, TextNode.valueOf(value), path);
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

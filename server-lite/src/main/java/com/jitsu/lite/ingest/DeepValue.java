package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts a value deep into an event. */
public final class DeepValue {

  private DeepValue() {}

  /**
   * Makes the objects on the way; false when there is something else in it.
   *
   * @param path names from the top down, at least one
   */
  public static boolean put(ObjectNode event, JsonNode value, List<String> path) {
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
}

package com.jitsu.lite.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.warehouse.FieldValue;
import com.jitsu.lite.warehouse.FlatEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a row of an event, CONTRACT G.1: names joined with {@code _}, lower case, {@code
 * [a-z0-9_]}; arrays as JSON text; null and empty objects leave no column. {@code {"a": {"B c":
 * [1]}}} becomes {@code a_b_c = "[1]"}.
 *
 * <p>When two paths end in one name, the value of the shallower wins, at the same depth the first.
 */
final class Flattening {

  private final Map<String, Found> found = new LinkedHashMap<>();
  private final List<String> collisions = new ArrayList<>();

  private Flattening() {}

  /**
   * @param collisions one sentence per name that two paths wanted
   */
  record Result(FlatEvent event, List<String> collisions) {
    Result {
      collisions = List.copyOf(collisions);
    }
  }

  static Result flatten(long position, JsonNode event) {
    return flatten(position, event, new ColumnNames());
  }

  /** The same with names that are known already, which is faster. */
  static Result flatten(long position, JsonNode event, ColumnNames names) {
    Flattening flattening = new Flattening();
    flattening.walk(names.root(), 1, event);
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    flattening.found.forEach((name, found) -> fields.put(name, FieldValue.of(found.value)));
    return new Result(new FlatEvent(position, fields), flattening.collisions);
  }

  private void walk(ColumnNames.Name above, int depth, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      ColumnNames.Name name = above.of(field.getKey());
      if (name.isControl() || value.isNull()) {
        continue;
      }
      if (value instanceof ObjectNode) {
        walk(name, depth + 1, value);
      } else {
        put(name.column(), new Found(name.path(), depth, value));
      }
    }
  }

  private void put(String name, Found offered) {
    Found had = found.putIfAbsent(name, offered);
    if (had != null) {
      Found winner = offered.depth < had.depth ? offered : had;
      found.put(name, winner);
      collisions.add(
          "\"%s\" and \"%s\" are both column %s; \"%s\" is kept"
              .formatted(had.path, offered.path, name, winner.path));
    }
  }

  private record Found(String path, int depth, JsonNode value) {}
}

package com.jitsu.lite.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.warehouse.FieldValue;
import com.jitsu.lite.warehouse.FlatEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a row of an event, CONTRACT G.1: names joined with {@code _}, lower case, {@code
 * [a-z0-9_]}; arrays as JSON text; null and empty objects leave no column. {@code {"a": {"B c":
 * [1]}}} becomes {@code a_b_c = "[1]"}.
 *
 * <p>When two paths end in one name, the value of the shallower wins, at the same depth the first.
 */
final class Flattening {

  private static final int LONGEST_NAME = 200;

  private final Map<String, Found> found = new LinkedHashMap<>();
  private final List<String> collisions = new ArrayList<>();

  private Flattening() {}

  /**
   * @param collisions one sentence per name that two paths wanted
   */
  record Result(FlatEvent event, List<String> collisions) {}

  static Result flatten(long position, JsonNode event) {
    Flattening flattening = new Flattening();
    flattening.walk("", "", 1, event);
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    flattening.found.forEach((name, found) -> fields.put(name, FieldValue.of(found.value)));
    return new Result(new FlatEvent(position, fields), List.copyOf(flattening.collisions));
  }

  private void walk(String prefix, String path, int depth, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (isControl(key) || value.isNull()) {
        continue;
      }
      String name = prefix + plain(key);
      String here = path + key;
      if (value instanceof ObjectNode) {
        walk(name + "_", here + ".", depth + 1, value);
      } else {
        put(bounded(name), new Found(here, depth, value));
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

  private static boolean isControl(String key) {
    return key.startsWith("JITSU_") || key.startsWith("__sql_type");
  }

  private static String plain(String key) {
    if (key.isEmpty()) {
      return "_unnamed";
    }
    StringBuilder plain = new StringBuilder(key.length());
    key.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              boolean kept = (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
              plain.append(kept ? (char) point : '_');
            });
    return plain.toString();
  }

  /** Cut so that two long names stay two. */
  private static String bounded(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 9) + "_%08x".formatted(name.hashCode());
  }

  private record Found(String path, int depth, JsonNode value) {}
}

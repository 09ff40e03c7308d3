package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.GuestError;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Profiles whose function failed, grouped by error and place; bounded; thread-safe. */
final class Failures {

  private static final int MAX_GROUPS = 20;
  private static final int MAX_TEXT = 300;
  private static final String OTHERS = "other errors";

  private final Map<String, Group> groups = new LinkedHashMap<>();

  synchronized void add(String profileId, GuestError error) {
    String text = error.name() + ": " + error.message();
    String shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    List<String> stack = error.frames().stream().map(GuestError.Frame::text).toList();
    String key = shown + (stack.isEmpty() ? "" : stack.get(0));
    if (groups.size() >= MAX_GROUPS && !groups.containsKey(key)) {
      key = OTHERS;
      shown = OTHERS;
      stack = List.of();
    }
    Group first = new Group(shown, 1, profileId, stack);
    groups.merge(key, first, (group, more) -> group.oneMore());
  }

  /** How many were added. */
  synchronized long count() {
    return groups.values().stream().mapToLong(Group::count).sum();
  }

  /** The most frequent first. */
  synchronized List<Group> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::error))
        .toList();
  }

  /**
   * @param example a profile that failed so
   * @param stack innermost first, in the user's lines
   */
  public record Group(String error, long count, String example, List<String> stack) {

    public Group {
      requireNonNull(error);
      requireNonNull(example);
      stack = List.copyOf(stack);
    }

    Group oneMore() {
      return new Group(error, count + 1, example, stack);
    }

    ObjectNode toJson() {
      ObjectNode json = Json.object();
      json.put("error", error);
      json.put("count", count);
      json.put("example", example);
      ArrayNode lines = json.putArray("stack");
      stack.forEach(lines::add);
      return json;
    }
  }
}

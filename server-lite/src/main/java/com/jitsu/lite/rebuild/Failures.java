package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed, grouped by error and place; bounded; thread-safe. */
final class Failures {

  private static final String FORGOTTEN = "[forgotten]";
  private static final int MAX_GROUPS = 20;
  private static final FailureText OTHERS = new FailureText("other errors", List.of());

  private final Map<String, Group> groups = new LinkedHashMap<>();

  synchronized void add(String example, FailureText failure) {
    FailureText shown =
        groups.size() >= MAX_GROUPS && !groups.containsKey(failure.key()) ? OTHERS : failure;
    groups.merge(shown.key(), new Group(shown, 1, example), (group, more) -> group.plus(1));
  }

  /** Takes one back that was added. */
  synchronized void remove(FailureText failure) {
    String key = groups.containsKey(failure.key()) ? failure.key() : OTHERS.key();
    groups.computeIfPresent(key, (same, group) -> group.count() > 1 ? group.plus(-1) : null);
  }

  /** Leaves counts as they are. */
  synchronized void forgetExample(String profileId) {
    groups.replaceAll(
        (key, group) ->
            group.example().equals(profileId)
                ? new Group(group.failure(), group.count(), FORGOTTEN)
                : group);
  }

  /** How many were added and not removed. */
  synchronized long count() {
    return groups.values().stream().mapToLong(Group::count).sum();
  }

  /** The most frequent first. */
  synchronized List<Group> groups() {
    return groups.values().stream()
        .sorted(
            Comparator.comparingLong(Group::count)
                .reversed()
                .thenComparing(group -> group.failure().error()))
        .toList();
  }

  /** As in docs/api/http.md. */
  ArrayNode toJson() {
    ArrayNode list = Json.mapper().createArrayNode();
    groups().forEach(group -> list.add(group.toJson()));
    return list;
  }

  /**
   * @param example what failed so first
   */
  record Group(FailureText failure, long count, String example) {

    Group {
      requireNonNull(failure);
      requireNonNull(example);
    }

    Group plus(long more) {
      return new Group(failure, count + more, example);
    }

    ObjectNode toJson() {
      ObjectNode json = Json.object();
      json.put("error", failure.error());
      json.put("count", count);
      json.put("example", example);
      ArrayNode lines = json.putArray("stack");
      failure.stack().forEach(lines::add);
      return json;
    }
  }
}

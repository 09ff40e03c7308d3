package com.jitsu.sdk.engine.events;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is read of a value: of an object, the named members only; without names, the whole of it.
 * What turns out to be no object is always needed whole.
 */
record Paths(Map<String, Paths> members) {

  static final Paths WHOLE = new Paths(Map.of());

  Paths {
    members = Collections.unmodifiableMap(new TreeMap<>(members));
  }

  boolean whole() {
    return members.isEmpty();
  }

  /** One line for every path, like {@code context.page.path}, sorted. */
  List<String> lines() {
    return members.entrySet().stream()
        .flatMap(
            member ->
                member.getValue().whole()
                    ? Stream.of(member.getKey())
                    : member.getValue().lines().stream().map(rest -> member.getKey() + "." + rest))
        .toList();
  }
}

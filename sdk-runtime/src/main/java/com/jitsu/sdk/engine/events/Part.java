package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.engine.events.Footprint.OpenException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Something that came with the events, as the reader of a module follows it: all events, or what
 * stands at one path of one event.
 */
final class Part {

  /** Deeper than anybody reads by name; below, everything is whole. */
  private static final int DEEPEST = 10;

  enum Kind {
    /** What the function gets: to be iterated. */
    EVENTS,
    /** An array made of events. */
    LIST,
    /** An event or a part of one. */
    VALUE
  }

  static final Set<Part> NOTHING = Set.of();

  private final Kind kind;
  private final int depth;
  private final Map<String, Part> members = new LinkedHashMap<>();
  private boolean whole;

  private Part(Kind kind, int depth) {
    this.kind = kind;
    this.depth = depth;
    this.whole = depth > DEEPEST;
  }

  static Part of(Kind kind) {
    return new Part(kind, 0);
  }

  Kind kind() {
    return kind;
  }

  boolean isEvent() {
    return kind == Kind.VALUE && depth == 0;
  }

  /** What stands under that name; itself when all of it is needed anyway. */
  Part member(String name) {
    return whole ? this : members.computeIfAbsent(name, key -> new Part(Kind.VALUE, depth + 1));
  }

  /**
   * It goes where it is not followed.
   *
   * @throws OpenException when it is an event or several
   */
  void escape(String where) {
    if (kind != Kind.VALUE || depth == 0) {
      throw new OpenException("an event as a whole goes into " + where);
    }
    whole = true;
  }

  /** How much is known, for comparing one reading with the next. */
  int size() {
    return 1 + (whole ? 1 : 0) + members.values().stream().mapToInt(Part::size).sum();
  }

  Paths paths() {
    if (whole) {
      return Paths.WHOLE;
    }
    Map<String, Paths> paths = new HashMap<>();
    members.forEach((name, member) -> paths.put(name, member.paths()));
    return new Paths(paths);
  }
}

package com.jitsu.lite.cache;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which records of the cache somebody wants to see.
 *
 * @param ids in the order of an answer, duplicates twice; null: all that are known
 * @param errorsOnly whether to read the lists of what went wrong
 * @param since only records whose place is greater; null: all
 * @param text in lower case, must occur in the record's JSON as it is answered; null: anything
 * @param uid of the one token record that is meant; null: all
 */
public record CacheFilter(
    Namespace namespace,
    @Nullable List<String> ids,
    boolean errorsOnly,
    @Nullable Long since,
    @Nullable String text,
    @Nullable String uid) {

  public CacheFilter {
    requireNonNull(namespace);
    ids = ids == null ? null : List.copyOf(ids);
  }

  /**
   * From the parameters of a request, null where absent. Present but empty {@code ids} ask for
   * nothing, whatever the others say.
   *
   * @throws IllegalArgumentException whose message is the answer's
   */
  public static CacheFilter parse(Function<String, @Nullable String> parameter) {
    String ids = parameter.apply("ids");
    if (ids != null && ids.isEmpty()) {
      return new CacheFilter(Namespace.DESTINATION, List.of(), false, null, null, null);
    }
    String text = given(parameter, "q");
    return new CacheFilter(
        namespace(parameter.apply("namespace")),
        ids == null ? null : Arrays.asList(ids.split(",", -1)),
        errorsOnly(parameter.apply("status")),
        place("since", given(parameter, "since")),
        text == null ? null : text.toLowerCase(Locale.ROOT),
        given(parameter, "uid"));
  }

  /**
   * The place that a record's {@code timestamp}, or another ISO time, stands for; null of null.
   *
   * @param name of what was sent, for the message
   * @throws IllegalArgumentException whose message is the answer's
   */
  public static @Nullable Long place(String name, @Nullable String time) {
    if (time == null) {
      return null;
    }
    try {
      return RecordTime.parse(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name
              + " must be a time like 2026-11-22T10:00:00Z, or the timestamp of a record; in an"
              + " address + is written %2B. Current value: "
              + time,
          e);
    }
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return ids != null && ids.isEmpty();
  }

  /** Whether single records have to be looked at. */
  boolean looksInside() {
    return since != null || text != null || uid != null;
  }

  /** Whether a record of a list that is asked for is wanted. */
  boolean takes(CachedEvent event) {
    return (since == null || event.place() > since)
        && (uid == null || uid.equals(event.json().path("uid").asText()))
        && (text == null || event.contains(text));
  }

  private static @Nullable String given(Function<String, @Nullable String> parameter, String name) {
    String value = parameter.apply(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static Namespace namespace(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Namespace.DESTINATION;
    }
    for (Namespace namespace : Namespace.values()) {
      if (namespace.text().equals(text)) {
        return namespace;
      }
    }
    throw new IllegalArgumentException(
        "namespace query parameter can be only 'token' or 'destination'. Current value: " + text);
  }

  private static boolean errorsOnly(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    if (text.equals("error")) {
      return true;
    }
    throw new IllegalArgumentException(
        "status query parameter can be only \"error\" or not specified. Current value: " + text);
  }
}

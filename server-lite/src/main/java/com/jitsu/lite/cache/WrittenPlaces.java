package com.jitsu.lite.cache;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/**
 * Between which places each list has had records since the start, so that it shows when Redis has
 * lost some: by a flush, an eviction, a time to live. Thread-safe.
 */
final class WrittenPlaces {

  private final Map<ListName, Span> spans = new ConcurrentHashMap<>();

  private record ListName(Namespace namespace, String id, boolean errors) {}

  private record Span(long first, long last) {}

  void add(Namespace namespace, String id, boolean errors, long place) {
    spans.merge(
        new ListName(namespace, id, errors),
        new Span(place, place),
        (known, added) -> new Span(known.first(), added.last()));
  }

  /** Those that have had a record in a list of this kind. */
  Set<String> ids(Namespace namespace, boolean errors) {
    Set<String> ids = new TreeSet<>();
    for (ListName list : spans.keySet()) {
      if (list.namespace() == namespace && list.errors() == errors) {
        ids.add(list.id());
      }
    }
    return ids;
  }

  /**
   * Whether a list, as it is read after this call, has lost records later than a place: the answer
   * takes its oldest place then, greater than any if there is none. What is written between the two
   * is nothing that is missing.
   */
  LongPredicate losses(CacheFilter filter, String id, long after) {
    Span span = spans.get(new ListName(filter.namespace(), id, filter.errorsOnly()));
    return oldest -> span != null && span.first() < oldest && span.last() > after;
  }
}

package com.jitsu.lite.cache;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;

/**
 * A record of the cache as it is answered.
 *
 * @param place its {@code timestamp} in microseconds since 1970; no two records of a cache have the
 *     same, and a later one has a greater
 * @param json {@code {"original": {…}, "timestamp": "2026-11-22T10:00:00.000000Z", "uid": "…",
 *     "destination_id": "", "token_id": "default"}}; not copied, leave it alone
 */
public record CachedEvent(long place, ObjectNode json) {

  public CachedEvent {
    requireNonNull(json);
  }

  /** From its element in Redis; fails with a {@link RuntimeException} if it is not one. */
  static CachedEvent read(String element) {
    ObjectNode json = CacheRecord.answer(element);
    long place;
    try {
      place = RecordTime.parse(json.path("timestamp").asText());
    } catch (DateTimeException e) {
      place = 0;
    }
    return new CachedEvent(place, json);
  }
}

package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.DateTimeException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A record of the cache as it is answered. Immutable; what is asked often is made once. */
public final class CachedEvent {

  private final long place;
  private final ObjectNode json;
  private volatile byte @Nullable [] bytes;
  private volatile @Nullable String lowerCase;

  CachedEvent(long place, ObjectNode json) {
    this.place = place;
    this.json = requireNonNull(json);
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

  /**
   * Its {@code timestamp} in microseconds since 1970; no two records of a cache have the same, and
   * a later one has a greater.
   */
  public long place() {
    return place;
  }

  /** Its {@code timestamp}, empty if it has none. */
  public String timestamp() {
    return json.path("timestamp").asText();
  }

  /**
   * {@code {"original": {…}, "timestamp": "2026-11-22T10:00:00.000000Z", "uid": "…",
   * "destination_id": "", "token_id": "default"}}; not copied, leave it alone.
   */
  public ObjectNode json() {
    return json;
  }

  /** The same in UTF-8, on one line; not copied, leave it alone. */
  public byte[] bytes() {
    byte[] known = bytes;
    if (known == null) {
      known = Json.bytes(json);
      bytes = known;
    }
    return known;
  }

  /** Whether its JSON contains a text that is in lower case, whatever case it has there. */
  boolean contains(String text) {
    String known = lowerCase;
    if (known == null) {
      known = new String(bytes(), UTF_8).toLowerCase(Locale.ROOT);
      lowerCase = known;
    }
    return known.contains(text);
  }
}

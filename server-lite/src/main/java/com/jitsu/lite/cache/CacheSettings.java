package com.jitsu.lite.cache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code server.cache} section.
 *
 * @param enabled {@code server.cache.enabled}
 * @param size {@code events.size}: records kept per id, and how many a window admits; 0 is off
 * @param window {@code events.time_window_sec}
 * @param trimInterval {@code events.trim_interval_ms}
 * @param maxMalformedBytes {@code events.max_malformed_event_size_bytes}, or {@code
 *     server.max_event_size} if that is smaller
 * @param ttl {@code meta.storage.redis.ttl_minutes.events_cache}: an id that gets no record for so
 *     long is forgotten; null: never
 */
public record CacheSettings(
    boolean enabled,
    int size,
    Duration window,
    Duration trimInterval,
    int maxMalformedBytes,
    @Nullable Duration ttl) {

  public CacheSettings {
    requireNonNull(window);
    requireNonNull(trimInterval);
    if (size < 0 || maxMalformedBytes < 0) {
      throw new IllegalArgumentException("sizes are not negative");
    }
    if (window.toSeconds() < 1 || trimInterval.toMillis() < 1) {
      throw new IllegalArgumentException("intervals are positive");
    }
  }

  public static CacheSettings defaults() {
    return new CacheSettings(
        true, 100, Duration.ofSeconds(60), Duration.ofMillis(500), 10_000, null);
  }

  /** Whether nothing is kept. */
  public boolean off() {
    return !enabled || size == 0;
  }

  /** The setting that switches it off, if one does. */
  Optional<String> whyOff() {
    if (!enabled) {
      return Optional.of("server.cache.enabled is false");
    }
    return size == 0 ? Optional.of("server.cache.events.size is 0") : Optional.empty();
  }
}

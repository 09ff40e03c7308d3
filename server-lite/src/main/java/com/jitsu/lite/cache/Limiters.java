package com.jitsu.lite.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Two limiters per id: of its main list, and of its list of errors. A token and a destination with
 * the same id share them, as they always did. Thread-safe; a refusal allocates nothing, because a
 * busy server refuses nearly everything.
 */
final class Limiters {

  private final CacheSettings settings;
  private final Map<String, Pair> limiters = new ConcurrentHashMap<>();

  Limiters(CacheSettings settings) {
    this.settings = settings;
  }

  private record Pair(RateLimiter all, RateLimiter errors) {}

  /** The lists that take a record now; each limiter is asked once, and counts what it refuses. */
  Admission admit(String id, boolean error, long now) {
    Pair pair = limiters.get(id);
    if (pair == null) {
      pair = limiters.computeIfAbsent(id, any -> new Pair(limiter(now), limiter(now)));
    }
    boolean toAll = pair.all().admits(now);
    boolean toErrors = error && pair.errors().admits(now);
    if (toAll) {
      return toErrors ? Admission.BOTH : Admission.ALL;
    }
    return toErrors ? Admission.ERRORS : Admission.NOWHERE;
  }

  long refusedInLastMinute(String id, boolean errors, long now) {
    @Nullable Pair pair = limiters.get(id);
    if (pair == null) {
      return 0;
    }
    return (errors ? pair.errors() : pair.all()).refusedInLastMinute(now);
  }

  private RateLimiter limiter(long now) {
    return new RateLimiter(settings.size(), settings.window(), now);
  }
}

package com.jitsu.lite.rebuild;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The profiles that were built within the last moment: their next events are gathered until it is
 * over, so that a burst costs two builds. For one thread.
 */
final class Recent {

  private final LongSupplier nanoTime;
  private final Map<String, Long> builtAt = new LinkedHashMap<>();

  Recent(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Forgets those for whom the moment is over. */
  void expire(Duration window) {
    long now = nanoTime.getAsLong();
    Iterator<Long> oldest = builtAt.values().iterator();
    while (oldest.hasNext() && now - oldest.next() >= window.toNanos()) {
      oldest.remove();
    }
  }

  void add(String profileId) {
    builtAt.remove(profileId);
    builtAt.put(profileId, nanoTime.getAsLong());
  }

  boolean contains(String profileId) {
    return builtAt.containsKey(profileId);
  }

  /** Until the first of them may be built again; the limit if that is sooner or there is none. */
  Duration untilNext(Duration window, Duration limit) {
    if (builtAt.isEmpty()) {
      return limit;
    }
    long passed = nanoTime.getAsLong() - builtAt.values().iterator().next();
    Duration left = window.minusNanos(passed);
    return left.isNegative() ? Duration.ZERO : left.compareTo(limit) < 0 ? left : limit;
  }
}

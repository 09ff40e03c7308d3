package com.jitsu.lite.cache;

import java.time.Duration;

/**
 * Admits {@code size} records at once and {@code size} per window after that, evenly; remembers for
 * a minute how many it refused. Times are milliseconds since 1970. Thread-safe, allocates nothing.
 */
final class RateLimiter {

  private static final int SECONDS = 60;
  private static final long SET_BACK_MILLIS = 60_000;

  // Counted in parts so that nothing is lost to rounding: each millisecond adds "size" parts and a
  // record costs as many parts as the window has milliseconds.
  private final long partsPerMilli;
  private final long partsPerRecord;
  private final long mostParts;
  private final long[] refused = new long[SECONDS];
  private final long[] refusedAt = new long[SECONDS];
  private long parts;
  private long refilledAt;

  RateLimiter(int size, Duration window, long now) {
    this.partsPerMilli = size;
    this.partsPerRecord = window.toMillis();
    this.mostParts = Math.multiplyExact(size, window.toMillis());
    this.parts = mostParts;
    this.refilledAt = now;
  }

  synchronized boolean admits(long now) {
    refill(now);
    if (parts >= partsPerRecord) {
      parts -= partsPerRecord;
      return true;
    }
    long second = Math.floorDiv(now, 1_000L);
    int bucket = Math.floorMod(second, SECONDS);
    if (refusedAt[bucket] != second) {
      refusedAt[bucket] = second;
      refused[bucket] = 0;
    }
    refused[bucket]++;
    return false;
  }

  /**
   * For a time before the last one nothing: threads come here in another order than they looked at
   * the clock, and no millisecond may count twice. A clock that was set back counts from there.
   */
  private void refill(long now) {
    long passed = now - refilledAt;
    if (passed > 0) {
      parts = Math.min(mostParts, parts + Math.min(passed, partsPerRecord) * partsPerMilli);
      refilledAt = now;
    } else if (passed < -SET_BACK_MILLIS) {
      refilledAt = now;
    }
  }

  /** Refused in this second and the 59 before it. */
  synchronized long refusedInLastMinute(long now) {
    long second = Math.floorDiv(now, 1_000L);
    long sum = 0;
    for (int bucket = 0; bucket < SECONDS; bucket++) {
      if (refusedAt[bucket] <= second && refusedAt[bucket] > second - SECONDS) {
        sum += refused[bucket];
      }
    }
    return sum;
  }
}

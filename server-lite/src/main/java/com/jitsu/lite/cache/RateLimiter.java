package com.jitsu.lite.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * Admits {@code size} records at once and {@code size} per window after that, evenly; remembers for
 * a minute how many it refused. Thread-safe.
 */
final class RateLimiter {

  private static final int SECONDS = 60;

  // Counted in parts so that nothing is lost to rounding: each millisecond adds "size" parts and a
  // record costs as many parts as the window has milliseconds.
  private final long partsPerMilli;
  private final long partsPerRecord;
  private final long mostParts;
  private final long[] refused = new long[SECONDS];
  private final long[] refusedAt = new long[SECONDS];
  private long parts;
  private long refilledAt;

  RateLimiter(int size, Duration window, Instant now) {
    this.partsPerMilli = size;
    this.partsPerRecord = window.toMillis();
    this.mostParts = Math.multiplyExact(size, window.toMillis());
    this.parts = mostParts;
    this.refilledAt = now.toEpochMilli();
  }

  synchronized boolean admits(Instant now) {
    long passed = Math.min(now.toEpochMilli() - refilledAt, partsPerRecord);
    refilledAt = now.toEpochMilli();
    if (passed > 0) {
      parts = Math.min(mostParts, parts + passed * partsPerMilli);
    }
    if (parts >= partsPerRecord) {
      parts -= partsPerRecord;
      return true;
    }
    long second = now.getEpochSecond();
    int bucket = Math.floorMod(second, SECONDS);
    if (refusedAt[bucket] != second) {
      refusedAt[bucket] = second;
      refused[bucket] = 0;
    }
    refused[bucket]++;
    return false;
  }

  /** Refused in this second and the 59 before it. */
  synchronized long refusedInLastMinute(Instant now) {
    long second = now.getEpochSecond();
    long sum = 0;
    for (int bucket = 0; bucket < SECONDS; bucket++) {
      if (refusedAt[bucket] <= second && refusedAt[bucket] > second - SECONDS) {
        sum += refused[bucket];
      }
    }
    return sum;
  }
}

package com.jitsu.benchmarks.server;

/**
 * Counts durations in buckets that grow with them: each is known to 1/64, from one nanosecond to
 * hours, in 32 KB. For one thread.
 */
public final class LatencyHistogram {

  private static final int STEPS = 64;
  private static final int STEP_BITS = 6;

  private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS)];
  private long count;
  private long largest;

  public void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value)]++;
    count++;
    largest = Math.max(largest, value);
  }

  public long count() {
    return count;
  }

  public long largestNanos() {
    return largest;
  }

  /** So much of all was answered within this time; at the upper end of its bucket. 0 of nothing. */
  public long nanosAt(double part) {
    long wanted = (long) Math.ceil(part * count);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length && count > 0; bucket++) {
      seen += counts[bucket];
      if (seen >= Math.max(1, wanted)) {
        return Math.min(upperEnd(bucket), largest);
      }
    }
    return 0;
  }

  /** Below 64 every number has its own; above, each power of two has 64. */
  private static int bucket(long value) {
    if (value < STEPS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
    return shift * STEPS + (int) (value >>> shift);
  }

  private static long upperEnd(int bucket) {
    if (bucket < 2 * STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((bucket - (long) shift * STEPS + 1) << shift) - 1;
  }
}

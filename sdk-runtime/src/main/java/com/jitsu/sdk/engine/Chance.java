package com.jitsu.sdk.engine;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;

/**
 * Where a function's random values come from: the machine, or a seed, so that a fixture gives the
 * same result each time. For one thread at a time.
 */
final class Chance {

  private static final SecureRandom MACHINE = new SecureRandom();

  private Random source = MACHINE;

  /** From now on what follows from the seed; the same on every machine and release of Java. */
  void fixed(long seed) {
    source = new Random(seed);
  }

  /** From now on what nobody can guess. */
  void free() {
    source = MACHINE;
  }

  void fill(byte[] bytes) {
    source.nextBytes(bytes);
  }

  /** From 0 to bound - 1, each as likely; the bound is at most 2⁴⁸. */
  long below(long bound) {
    if (bound <= 0 || bound > 1L << 48) {
      throw new IllegalArgumentException("no bound: " + bound);
    }
    long fair = (1L << 48) - (1L << 48) % bound;
    long drawn;
    do {
      drawn = source.nextLong() >>> 16;
    } while (drawn >= fair);
    return drawn % bound;
  }

  /** Version 4. */
  UUID uuid() {
    long high = (source.nextLong() & ~0xF000L) | 0x4000L;
    long low = (source.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }
}

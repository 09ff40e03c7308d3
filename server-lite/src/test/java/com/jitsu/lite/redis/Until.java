package com.jitsu.lite.redis;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, for at most half a minute. */
public final class Until {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Until() {}

  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.onSpinWait();
    }
  }
}

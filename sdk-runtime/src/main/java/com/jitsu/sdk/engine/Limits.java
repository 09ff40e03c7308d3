package com.jitsu.sdk.engine;

import java.time.Duration;

/**
 * What one run of a function may use.
 *
 * @param time wall-clock time from the call to the settled result
 */
public record Limits(Duration time) {

  public Limits {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a time limit must be positive, not " + time);
    }
  }

  /** For fixtures: 5 seconds, as CONTRACT A.11 has for test runs. */
  public static Limits test() {
    return new Limits(Duration.ofSeconds(5));
  }

  /** For the server: 60 seconds, as CONTRACT A.11 has for live runs. */
  public static Limits live() {
    return new Limits(Duration.ofSeconds(60));
  }
}

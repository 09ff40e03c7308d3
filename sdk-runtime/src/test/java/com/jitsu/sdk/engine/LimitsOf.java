package com.jitsu.sdk.engine;

import java.time.Duration;

/** Limits for tests, of which one or two differ. */
final class LimitsOf {

  private Limits limits = Limits.test();

  static LimitsOf test() {
    return new LimitsOf();
  }

  LimitsOf time(Duration time) {
    limits = limits.withTime(time);
    return this;
  }

  LimitsOf memoryBytes(long bytes) {
    return with(bytes, limits.statements(), limits.logBytes(), limits.resultBytes());
  }

  LimitsOf statements(long count) {
    return with(limits.memoryBytes(), count, limits.logBytes(), limits.resultBytes());
  }

  LimitsOf logBytes(long bytes) {
    return with(limits.memoryBytes(), limits.statements(), bytes, limits.resultBytes());
  }

  LimitsOf resultBytes(long bytes) {
    return with(limits.memoryBytes(), limits.statements(), limits.logBytes(), bytes);
  }

  private LimitsOf with(long memoryBytes, long statements, long logBytes, long resultBytes) {
    limits =
        new Limits(
            limits.time(),
            memoryBytes,
            statements,
            20,
            logBytes,
            resultBytes,
            2,
            1_000,
            Duration.ofMillis(200),
            1_000,
            Duration.ofMillis(300),
            5);
    return this;
  }

  Limits limits() {
    return limits;
  }
}

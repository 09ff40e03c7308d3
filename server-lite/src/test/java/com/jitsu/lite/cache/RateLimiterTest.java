package com.jitsu.lite.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long START = Instant.parse("2026-11-22T10:00:07Z").toEpochMilli();

  @Test
  void aBurstGetsTheWholeBudgetAndThenTheRateOfTheWindow() {
    RateLimiter limiter = limiter(100);

    assertThat(admitted(limiter, 250, 0)).isEqualTo(100);
    assertThat(limiter.refusedInLastMinute(START)).isEqualTo(150);
    assertThat(admitted(limiter, 10, 600)).isEqualTo(1);
    assertThat(admitted(limiter, 250, 30_600)).isEqualTo(50);
  }

  @Test
  void aQuietWindowDoesNotDoubleTheBurst() {
    RateLimiter limiter = limiter(100);
    admitted(limiter, 1, 0);

    assertThat(admitted(limiter, 250, 60_000)).isEqualTo(100);
  }

  @Test
  void noRemainderIsLost() {
    RateLimiter limiter = limiter(100);
    admitted(limiter, 100, 0);
    int admitted = 0;
    for (int millis = 500; millis <= 60_000; millis += 500) {
      admitted += admitted(limiter, 1, millis);
    }

    assertThat(admitted).isEqualTo(100);
  }

  @Test
  void theLastMinuteEndsSecondBySecond() {
    RateLimiter limiter = limiter(60);
    admitted(limiter, 120, 0);
    assertThat(limiter.refusedInLastMinute(START)).isEqualTo(60);
    assertThat(admitted(limiter, 3, 1_000)).isEqualTo(1);
    assertThat(limiter.refusedInLastMinute(START + 1_000)).isEqualTo(62);
    assertThat(limiter.refusedInLastMinute(START + 59_000)).isEqualTo(62);
    assertThat(limiter.refusedInLastMinute(START + 60_000)).isEqualTo(2);
    assertThat(limiter.refusedInLastMinute(START + 61_000)).isZero();
  }

  @Test
  void aClockSetBackGivesNothingAndBreaksNothing() {
    RateLimiter limiter = limiter(100);
    admitted(limiter, 100, 0);

    assertThat(admitted(limiter, 5, -3_600_000)).isZero();
    assertThat(admitted(limiter, 5, -3_600_000 + 600)).isEqualTo(1);
  }

  @Test
  void noMillisecondCountsTwiceWhateverTheOrderOfTheThreads() {
    RateLimiter limiter = limiter(60_000);
    admitted(limiter, 60_000, 0);
    int admitted = 0;
    for (int round = 0; round < 50; round++) {
      admitted += admitted(limiter, 1, 101) + admitted(limiter, 1, 100);
    }
    for (int round = 0; round < 100; round++) {
      admitted += admitted(limiter, 1, 101);
    }

    assertThat(admitted).as("one per millisecond").isEqualTo(101);
  }

  @Test
  void aClockSetBackByLittleGivesTheSameTimeOnce() {
    RateLimiter limiter = limiter(100);
    admitted(limiter, 100, 0);

    assertThat(admitted(limiter, 5, -59_000)).isZero();
    assertThat(admitted(limiter, 5, 0)).isZero();
    assertThat(admitted(limiter, 5, 600)).isEqualTo(1);
  }

  private static RateLimiter limiter(int size) {
    return new RateLimiter(size, Duration.ofSeconds(60), START);
  }

  private static int admitted(RateLimiter limiter, int records, long millis) {
    int admitted = 0;
    for (int i = 0; i < records; i++) {
      if (limiter.admits(START + millis)) {
        admitted++;
      }
    }
    return admitted;
  }
}

package com.jitsu.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void everyQuantileIsKnownToOneSixtyFourth() {
    SplittableRandom random = new SplittableRandom(7);
    long[] values = new long[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextLong(1L << (1 + random.nextInt(40)));
      histogram.add(values[i]);
    }
    Arrays.sort(values);

    for (double part : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      long exact = values[(int) Math.ceil(part * values.length) - 1];
      assertThat((double) histogram.nanosAt(part))
          .as("at %s", part)
          .isCloseTo((double) exact, within(exact / 64.0 + 1));
    }
    assertThat(histogram.nanosAt(1)).isEqualTo(values[values.length - 1]);
    assertThat(histogram.largestNanos()).isEqualTo(values[values.length - 1]);
    assertThat(histogram.count()).isEqualTo(values.length);
  }

  @Test
  void takesTheSmallestAndTheLargest() {
    histogram.add(-5);
    histogram.add(0);
    histogram.add(Long.MAX_VALUE);

    assertThat(histogram.nanosAt(0.5)).isZero();
    assertThat(histogram.nanosAt(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingHasNoLatency() {
    assertThat(histogram.nanosAt(0.99)).isZero();
  }
}

package com.jitsu.benchmarks;

import java.util.Collection;
import java.util.List;

/**
 * The middle of some measurements, and the quarters around it: {@code Spread[low=1, middle=2,
 * high=3]}.
 */
public record Spread(double low, double middle, double high) {

  /** Of at least one value; in any order. */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no middle of nothing");
    }
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  /** Half the distance of the quarters, as a part of the middle. */
  public double relative() {
    return middle == 0 ? 0 : (high - low) / 2 / middle;
  }

  private static double quantile(List<Double> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}

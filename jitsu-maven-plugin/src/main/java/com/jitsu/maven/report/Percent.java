package com.jitsu.maven.report;

import java.util.Locale;

/** How much of something was reached. */
final class Percent {

  private Percent() {}

  /** Of nothing, all is reached. */
  static double of(int part, int whole) {
    return whole == 0 ? 100 : 100.0 * part / whole;
  }

  /** {@code 91.6%}, rounded down: only what is complete is 100.0%. */
  static String text(int part, int whole) {
    return String.format(Locale.ROOT, "%.1f%%", Math.floor(of(part, whole) * 10) / 10);
  }
}

package com.jitsu.maven.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {

  private Words() {}

  /** {@code 2,357}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 profile}, {@code 2,357 profiles}. */
  static String of(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 3.1 s}, {@code 42 s}, {@code 1 min 5 s}. */
  static String seconds(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : count(whole / 60) + " min " + whole % 60 + " s";
  }
}

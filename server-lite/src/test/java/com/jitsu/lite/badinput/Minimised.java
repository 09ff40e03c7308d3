package com.jitsu.lite.badinput;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Makes what fails as small as it gets: leaves out pieces, larger ones first, as long as it still
 * fails.
 */
final class Minimised {

  private Minimised() {}

  static byte[] of(byte[] failing, Predicate<byte[]> fails) {
    byte[] best = failing;
    for (int piece = Math.max(1, best.length / 2); piece > 0; piece /= 2) {
      int at = 0;
      while (at < best.length) {
        byte[] without = without(best, at, Math.min(best.length, at + piece));
        if (fails.test(without)) {
          best = without;
        } else {
          at += piece;
        }
      }
    }
    return best;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    return rest;
  }

  /** As a line of Java to paste. */
  static String paste(byte[] bytes) {
    return "HexFormat.of().parseHex(\"" + java.util.HexFormat.of().formatHex(bytes) + "\")";
  }
}

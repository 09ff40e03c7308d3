package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Cuts text that is still bytes. */
final class Utf8 {

  private static final int LONGEST_CHARACTER = 4;

  private Utf8() {}

  /** The longest beginning of at most {@code maxBytes} bytes that ends with a whole character. */
  static String cut(byte[] text, int maxBytes) {
    if (text.length <= maxBytes) {
      return new String(text, UTF_8);
    }
    int end = maxBytes;
    while (end > 0 && maxBytes - end < LONGEST_CHARACTER && continues(text[end])) {
      end--;
    }
    // So many in a row continue no character: this is not UTF-8, and any place is as good.
    return new String(text, 0, continues(text[end]) ? maxBytes : end, UTF_8);
  }

  private static boolean continues(byte part) {
    return (part & 0xC0) == 0x80;
  }
}

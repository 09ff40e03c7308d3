package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Changes bytes a little: bits, pieces, tokens of JSON. The same seed makes the same changes. */
final class Mutation {

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "null",
          "true",
          "-",
          "0",
          "1e999",
          "1E-2147483649",
          "9007199254740993",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"type\":",
          "\"context\":",
          "\"messageId\":",
          "\"batch\":[",
          "\"__sql_type\":",
          "\"JITSU_TABLE_NAME\":",
          "\uFEFF",
          "\u0000",
          "\u00c0\u00af",
          "[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":",
          "\"\":",
          "1e2147483647",
          "-0.0",
          "\r\n",
          "\r\n\r\n",
          "%",
          ";",
          " ");
  private static final int MOST_BYTES = 200_000;

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  /** One or a few changes. */
  byte[] of(byte[] bytes, List<byte[]> others) {
    byte[] changed = bytes;
    for (int i = 0; i <= random.nextInt(4); i++) {
      changed = once(changed, others.get(random.nextInt(others.size())));
    }
    return changed.length <= MOST_BYTES ? changed : java.util.Arrays.copyOf(changed, MOST_BYTES);
  }

  private byte[] once(byte[] bytes, byte[] other) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(1 + Math.min(bytes.length, 40)));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes);
      case 1 -> replaced(bytes, from, to, new byte[0]);
      case 2 ->
          replaced(
              bytes, from, from, TOKENS.get(random.nextInt(TOKENS.size())).getBytes(ISO_8859_1));
      case 3 ->
          replaced(bytes, from, to, TOKENS.get(random.nextInt(TOKENS.size())).getBytes(ISO_8859_1));
      case 4 -> replaced(bytes, from, from, java.util.Arrays.copyOfRange(bytes, from, to));
      case 5 -> spliced(bytes, from, other);
      default -> replaced(bytes, from, from, new byte[] {(byte) random.nextInt(256)});
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] spliced(byte[] bytes, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    return replaced(
        bytes, at, bytes.length, java.util.Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + by.length);
    all.write(bytes, 0, from);
    all.writeBytes(by);
    all.write(bytes, to, bytes.length - to);
    return all.toByteArray();
  }
}

package com.jitsu.lite.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds keys whose bytes sort as their parts do: texts in code point order, then what follows
 * them; numbers that are not negative by value.
 *
 * <pre>
 * text("b1")  62 31 00 01          (a zero byte inside a text is written 00 FF)
 * number(7)   00 00 00 00 00 00 00 07
 * </pre>
 *
 * A text may hold anything that UTF-8 can express; half a surrogate pair becomes {@code ?}.
 */
public final class KeyWriter {

  private byte[] bytes = new byte[64];
  private int size;

  public KeyWriter text(String text) {
    for (byte part : text.getBytes(UTF_8)) {
      add(part);
      if (part == 0) {
        add((byte) 0xFF);
      }
    }
    add((byte) 0);
    add((byte) 1);
    return this;
  }

  public KeyWriter number(long number) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      add((byte) (number >>> shift));
    }
    return this;
  }

  public KeyWriter number(int number) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      add((byte) (number >>> shift));
    }
    return this;
  }

  public KeyWriter single(byte value) {
    add(value);
    return this;
  }

  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** The least key above every key that begins with {@code prefix}; null if there is none. */
  public static byte @Nullable [] after(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xFF) {
        byte[] after = Arrays.copyOf(prefix, i + 1);
        after[i]++;
        return after;
      }
    }
    return null;
  }

  private void add(byte value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = value;
  }
}

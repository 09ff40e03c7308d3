package com.jitsu.lite.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes a key of {@link KeyWriter} apart, part by part. */
public final class KeyReader {

  private final byte[] key;
  private int at;

  public KeyReader(byte[] key) {
    this.key = key;
  }

  public String text() {
    byte[] text = new byte[key.length - at];
    int length = 0;
    while (true) {
      byte part = next();
      if (part == 0 && next() == 1) {
        return new String(text, 0, length, UTF_8);
      }
      text[length++] = part;
    }
  }

  public long number() {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | (next() & 0xFF);
    }
    return number;
  }

  public int shortNumber() {
    int number = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      number = number << Byte.SIZE | (next() & 0xFF);
    }
    return number;
  }

  public byte single() {
    return next();
  }

  private byte next() {
    if (at == key.length) {
      throw new IllegalStateException("a key of " + key.length + " bytes ends too early");
    }
    return key[at++];
  }
}

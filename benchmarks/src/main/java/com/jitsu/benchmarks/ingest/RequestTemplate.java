package com.jitsu.benchmarks.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request as it goes over the wire, in which only the last twelve digits of every messageId
 * change: numbers that the caller never gives twice.
 */
public final class RequestTemplate {

  private static final byte[] NAME = "\"messageId\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Of a UUID's 36 characters, the part after the last dash. */
  private static final int FIRST_DIGIT = 24;

  private static final int COUNT_OF_DIGITS = 12;

  private final byte[] bytes;
  private final int[] places;

  private RequestTemplate(byte[] bytes, int[] places) {
    this.bytes = bytes;
    this.places = places;
  }

  /** A POST of JSON with the key of a server. */
  public static RequestTemplate post(String path, String host, String key, byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nX-Write-Key: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, host, key, body.length);
    byte[] bytes =
        Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
    System.arraycopy(body, 0, bytes, head.length(), body.length);
    return of(bytes);
  }

  /** Of any bytes with messageIds in them. */
  public static RequestTemplate of(byte[] bytes) {
    int[] places = new int[bytes.length / NAME.length];
    int count = 0;
    for (int i = 0; i + NAME.length + FIRST_DIGIT + COUNT_OF_DIGITS <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + NAME.length, NAME, 0, NAME.length)) {
        places[count++] = i + NAME.length + FIRST_DIGIT;
      }
    }
    return new RequestTemplate(bytes, Arrays.copyOf(places, count));
  }

  /** Events in it. */
  public int events() {
    return places.length;
  }

  public int length() {
    return bytes.length;
  }

  /** Writes it from the buffer's start, numbered from {@code firstNumber}, ready to be sent. */
  public void render(long firstNumber, ByteBuffer into) {
    into.clear();
    into.put(bytes);
    for (int i = 0; i < places.length; i++) {
      long number = firstNumber + i;
      for (int digit = COUNT_OF_DIGITS - 1; digit >= 0; digit--) {
        into.put(places[i] + digit, DIGITS[(int) (number & 15)]);
        number >>>= 4;
      }
    }
    into.flip();
  }
}

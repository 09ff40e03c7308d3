package com.jitsu.benchmarks.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.1 at a time, as it comes in pieces. Knows only what our servers send:
 * answers with a {@code Content-Length}.
 */
final class AnswerReader {

  private static final int MOST_BYTES = 32 * 1024;

  private final byte[] bytes = new byte[MOST_BYTES];
  private int length;
  private int bodyStart;
  private int bodyLength;
  private int status;
  private boolean retryAfter;
  private boolean close;

  /** Forgets the answer that was read. */
  void next() {
    length = 0;
    bodyStart = 0;
  }

  /**
   * Takes what came.
   *
   * @return whether the answer is whole
   * @throws IllegalArgumentException when this is no answer
   */
  boolean take(ByteBuffer piece) {
    int count = piece.remaining();
    if (length + count > bytes.length) {
      throw new IllegalArgumentException("an answer of more than " + MOST_BYTES + " bytes");
    }
    piece.get(bytes, length, count);
    int searchFrom = Math.max(0, length - 3);
    length += count;
    if (bodyStart == 0 && !findHead(searchFrom)) {
      return false;
    }
    if (length > bodyStart + bodyLength) {
      throw new IllegalArgumentException("more bytes than the answer has: " + text());
    }
    return length == bodyStart + bodyLength;
  }

  int status() {
    return status;
  }

  boolean hasRetryAfter() {
    return retryAfter;
  }

  /** The server closes the connection after this one. */
  boolean isLast() {
    return close;
  }

  boolean bodyIs(byte[] expected) {
    return Arrays.equals(bytes, bodyStart, bodyStart + bodyLength, expected, 0, expected.length);
  }

  /** The beginning of what came, for messages. */
  String text() {
    return new String(bytes, 0, Math.min(length, 600), StandardCharsets.UTF_8);
  }

  private boolean findHead(int from) {
    for (int i = from; i + 3 < length; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        bodyStart = i + 4;
        readHead(i + 2);
        return true;
      }
    }
    return false;
  }

  private void readHead(int end) {
    if (end < 15 || bytes[0] != 'H' || bytes[8] != ' ') {
      throw new IllegalArgumentException("no answer of HTTP: " + text());
    }
    status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    retryAfter = false;
    close = false;
    bodyLength = -1;
    int line = 12;
    while (line < end) {
      if (bytes[line] == '\n') {
        // Most lines are not worth a string.
        switch (bytes[line + 1] | 0x20) {
          case 'c', 'r' -> readLine(line + 1, end);
          default -> {}
        }
      }
      line++;
    }
    if (bodyLength < 0) {
      throw new IllegalArgumentException("an answer without its length: " + text());
    }
  }

  private void readLine(int start, int end) {
    int stop = start;
    while (stop < end && bytes[stop] != '\r') {
      stop++;
    }
    String line =
        new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    if (line.startsWith("content-length:")) {
      bodyLength = Integer.parseInt(line.substring(15).strip());
    } else if (line.startsWith("retry-after:")) {
      retryAfter = true;
    } else if (line.startsWith("connection:")) {
      close = line.contains("close");
    }
  }
}

package com.jitsu.sdk.engine.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks over the bytes of one event after the other. What it does not stop at it does not check:
 * events were checked when they were accepted. Never reads outside of the event, whatever is in it.
 */
final class JsonCursor {

  /**
   * Where the JSON is not what it should be; carries nothing, since the event is parsed as text.
   */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException() {
      super("unreadable JSON", null, false, false);
    }
  }

  /** So that eight bytes can be read at once wherever the event ends. */
  private static final int PADDING = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private byte[] bytes = new byte[4096];
  private int end;
  private int at;

  /** Whether the last string that was passed has a backslash in it. */
  private boolean escaped;

  void open(byte[] event) {
    if (bytes.length < event.length + PADDING) {
      bytes = new byte[event.length + event.length / 2 + PADDING];
    }
    System.arraycopy(event, 0, bytes, 0, event.length);
    Arrays.fill(bytes, event.length, event.length + PADDING, (byte) 0);
    end = event.length;
    at = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  /** Back or forth to a place that was passed before. */
  void moveTo(int place) {
    at = place;
  }

  boolean escaped() {
    return escaped;
  }

  /** The eight bytes from there on, the first one lowest; zeroes behind the end. */
  long word(int from) {
    return (long) LONGS.get(bytes, from);
  }

  /** The next byte that is no white space, which stays the next one; zero at the end. */
  byte peek() {
    byte next = bytes[at];
    while (next <= ' ' && next > 0) {
      next = bytes[++at];
    }
    return next;
  }

  /** Passes that byte, which must be the next one. */
  void pass(char expected) {
    if (peek() != expected) {
      throw new UnreadableException();
    }
    at++;
  }

  /** Passes a string up to its closing quote, on which it stops; the opening quote is passed. */
  void passString() {
    escaped = false;
    at = closingQuote(at);
  }

  private int closingQuote(int start) {
    byte[] text = bytes;
    int limit = end;
    int from = start;
    while (from < limit) {
      long word = (long) LONGS.get(text, from);
      long stops = zeroes(word ^ QUOTES) | zeroes(word ^ BACKSLASHES);
      if (stops == 0) {
        from += 8;
        continue;
      }
      from += Long.numberOfTrailingZeros(stops) >>> 3;
      if (text[from] == '"') {
        return from;
      }
      escaped = true;
      from += 2;
    }
    throw new UnreadableException();
  }

  /** Exact for the lowest zero byte, which is all that is asked for. */
  private static long zeroes(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  /** Passes whatever value begins at the next byte. */
  void passValue() {
    switch (peek()) {
      case '"' -> {
        at++;
        passString();
        at++;
      }
      case '{', '[' -> passContainer();
      default -> passScalar();
    }
  }

  /** Numbers and words end where a value cannot go on. */
  private void passScalar() {
    int from = at;
    int to = from;
    while (bytes[to] > ',' || bytes[to] == '+') {
      if (bytes[to] == ']' || bytes[to] == '}') {
        break;
      }
      to++;
    }
    if (to == from || to > end) {
      throw new UnreadableException();
    }
    at = to;
  }

  /** Nothing is pushed anywhere: depth cannot hurt. */
  private void passContainer() {
    byte[] text = bytes;
    int limit = end;
    int depth = 0;
    int from = at;
    while (from < limit) {
      int next = text[from++];
      if (next == '"') {
        from = closingQuote(from) + 1;
        continue;
      }
      // Brackets differ from braces by this bit; nothing else outside of strings becomes one by it.
      int bracket = next | 0x20;
      if (bracket == '{') {
        depth++;
      } else if (bracket == '}' && --depth == 0) {
        at = from;
        return;
      }
    }
    throw new UnreadableException();
  }

  /** What follows a member or an element: true for another one, false for the end. */
  boolean more(char closing) {
    byte next = peek();
    at++;
    if (next == ',') {
      return true;
    }
    if (next == closing) {
      return false;
    }
    throw new UnreadableException();
  }

  /** After the event's value there must be nothing. */
  void close() {
    if (peek() != 0 || at != end) {
      throw new UnreadableException();
    }
  }
}

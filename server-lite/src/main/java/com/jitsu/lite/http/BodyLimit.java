package com.jitsu.lite.http;

/**
 * How large a request's body may be, as sent and again once gunzipped; more is answered with 413.
 */
public record BodyLimit(int bytes) {

  public BodyLimit {
    if (bytes < 0) {
      throw new IllegalArgumentException("not a size: " + bytes);
    }
  }

  /** For routes without a body. */
  public static BodyLimit none() {
    return new BodyLimit(0);
  }

  public static BodyLimit ofMegabytes(int megabytes) {
    return new BodyLimit(Math.multiplyExact(megabytes, 1_000_000));
  }
}

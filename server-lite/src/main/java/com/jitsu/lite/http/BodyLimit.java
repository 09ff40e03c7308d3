package com.jitsu.lite.http;

/**
 * How large a request's body may be, as sent and again once gunzipped; more is answered with 413.
 *
 * @param unpacks whether the endpoint gets the body gunzipped; else it gets what was sent, whatever
 *     {@code Content-Encoding} says
 */
public record BodyLimit(int bytes, boolean unpacks) {

  public BodyLimit {
    if (bytes < 0) {
      throw new IllegalArgumentException("not a size: " + bytes);
    }
  }

  public BodyLimit(int bytes) {
    this(bytes, true);
  }

  /** For routes without a body. */
  public static BodyLimit none() {
    return new BodyLimit(0);
  }

  public static BodyLimit ofMegabytes(int megabytes) {
    return new BodyLimit(Math.multiplyExact(megabytes, 1_000_000));
  }

  /** The same for an endpoint that gets the body as it was sent. */
  public BodyLimit asSent() {
    return new BodyLimit(bytes, false);
  }
}

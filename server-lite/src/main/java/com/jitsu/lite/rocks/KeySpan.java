package com.jitsu.lite.rocks;

import static java.util.Objects.requireNonNull;

/** Keys of a family from the first to the last, which need not be there; not copied. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeySpan(Family family, byte[] first, byte[] last) {

  public KeySpan {
    requireNonNull(family);
    requireNonNull(first);
    requireNonNull(last);
  }
}

package com.jitsu.lite.rebuild;

import java.util.Locale;

/** How far a rebuild is, in this order. */
public enum Phase {
  /** Reading the journal into the history. */
  REPLAY,
  /** Running the function on every profile. */
  BUILD,
  /** Catching up with the last events and showing the new rows. */
  SWAP,
  DONE,
  /** Stopped by an error; what served before still serves. */
  FAILED,
  /** Stopped by somebody; what served before still serves. */
  CANCELLED;

  /** As in the API: {@code build}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Phase of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** True when nothing will change any more. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}

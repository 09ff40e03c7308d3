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
  /** Stopped; what served before still serves. */
  FAILED;

  /** As in the API: {@code build}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True when nothing will change any more. */
  public boolean ended() {
    return this == DONE || this == FAILED;
  }
}

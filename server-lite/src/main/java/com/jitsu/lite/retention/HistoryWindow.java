package com.jitsu.lite.retention;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long events count in a history.
 *
 * @param history its name, as the keyer knows it
 */
public record HistoryWindow(String history, Duration window) {

  public HistoryWindow {
    requireNonNull(history);
    requireNonNull(window);
  }
}

package com.jitsu.sdk.contract;

import static java.util.Objects.requireNonNull;

/** One line that a function wrote with {@code context.log} or {@code console}. */
public record LogLine(Level level, String message) {

  public LogLine {
    requireNonNull(level);
    requireNonNull(message);
  }

  /** In rising order of urgency. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}

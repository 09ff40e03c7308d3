package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

/**
 * A place in the user's own files: {@code src/profiles/ltv.ts:12:7}.
 *
 * @param source path from the project's root, with {@code /} on every system
 * @param line from 1
 * @param column from 1, in UTF-16 units as editors count
 */
public record Position(String source, int line, int column) {

  public Position {
    requireNonNull(source);
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
    }
  }

  /** {@code src/profiles/ltv.ts:12:7}. */
  public String text() {
    return source + ":" + line + ":" + column;
  }
}

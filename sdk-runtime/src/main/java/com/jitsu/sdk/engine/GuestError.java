package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a function threw, told in the user's own files.
 *
 * @param name of the error, {@code TypeError} for one; {@code Error} when something else was thrown
 * @param frames innermost first, only the user's; empty when none is known
 */
public record GuestError(String name, String message, List<Frame> frames) {

  private static final int MAX_NAME = 200;

  private static final int MAX_MESSAGE = 10_000;

  public GuestError {
    name = cut(name, MAX_NAME);
    message = cut(message, MAX_MESSAGE);
    frames = List.copyOf(frames);
  }

  /** Both are the user's code to choose, and go into logs and pages. */
  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** Name and message, then one line per frame. */
  public String text() {
    return name
        + ": "
        + message
        + frames.stream().map(frame -> "\n    at " + frame.text()).collect(Collectors.joining());
  }

  /**
   * One call on the user's stack.
   *
   * @param function as named in the source; empty for the module itself
   * @param line from 1
   * @param column from 1
   */
  public record Frame(String function, String source, int line, int column) {

    public Frame {
      requireNonNull(function);
      requireNonNull(source);
    }

    /** {@code total (src/profiles/ltv.ts:12:7)}. */
    public String text() {
      return function.isEmpty() ? place() : function + " (" + place() + ")";
    }

    /** {@code src/profiles/ltv.ts:12:7}. */
    public String place() {
      return source + ":" + line + ":" + column;
    }
  }
}

package com.jitsu.sdk.problem;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a user can put right.
 *
 * <p>Text: {@code JITSU-0201 fixtures/signup.yaml:14: no "expect" block → add one, …}
 *
 * @param code stable, {@code JITSU-nnnn}, an anchor in {@code docs/problems.md}
 * @param what what happened, one sentence without a full stop, naming what was found
 * @param where file with line and column, field or address; absent where there is no such place
 * @param remedy what to type or change next
 */
public record Problem(String code, String what, @Nullable String where, String remedy) {

  public Problem {
    if (!code.matches("JITSU-\\d{4}")) {
      throw new IllegalArgumentException("not a problem code: " + code);
    }
    requireNonNull(what);
    requireNonNull(remedy);
  }

  /** The problem as a person reads it: code, place, what, remedy on a line of its own. */
  public String text() {
    return fact() + "\n  → " + remedy;
  }

  /** The same without the remedy. */
  String fact() {
    return code + " " + (where == null ? "" : where + ": ") + what;
  }
}

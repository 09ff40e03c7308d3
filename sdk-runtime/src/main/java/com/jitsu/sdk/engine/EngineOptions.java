package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How an engine runs functions. Start from {@link #of} and add what is wanted.
 *
 * @param limits of each run
 * @param countsStatements so that {@link FunctionEngine#coverage} can tell what ran
 * @param inspector for a debugger; with it no run has a limit
 */
public record EngineOptions(
    Limits limits, boolean countsStatements, @Nullable Inspector inspector) {

  public EngineOptions {
    requireNonNull(limits);
  }

  /** Nothing but limits. */
  public static EngineOptions of(Limits limits) {
    return new EngineOptions(limits, false, null);
  }

  public EngineOptions withCoverage() {
    return new EngineOptions(limits, true, inspector);
  }

  /** Waits for a debugger before the first function is loaded. */
  public EngineOptions withInspector(Inspector other) {
    return new EngineOptions(limits, countsStatements, requireNonNull(other));
  }
}

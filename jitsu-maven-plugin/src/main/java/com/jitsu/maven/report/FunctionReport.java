package com.jitsu.maven.report;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.fixtures.FixtureResult;
import java.time.Duration;
import java.util.List;

/**
 * What became of one function's fixtures.
 *
 * @param took wall-clock time, loading included
 */
public record FunctionReport(String slug, List<FixtureResult> results, Duration took) {

  public FunctionReport {
    requireNonNull(slug);
    requireNonNull(took);
    results = List.copyOf(results);
  }

  /** The figures that Surefire shows. */
  public Counts counts() {
    int failures = 0;
    int errors = 0;
    for (FixtureResult result : results) {
      failures += result.fold(passed -> 0, failed -> 1, errored -> 0);
      errors += result.fold(passed -> 0, failed -> 0, errored -> 1);
    }
    return new Counts(results.size(), failures, errors);
  }

  /** Figures of a function, or of all. */
  public record Counts(int run, int failures, int errors) {

    /** Nothing run yet. */
    public static Counts none() {
      return new Counts(0, 0, 0);
    }

    /** The sum. */
    public Counts plus(Counts other) {
      return new Counts(run + other.run, failures + other.failures, errors + other.errors);
    }

    /** Whether all is as expected. */
    public boolean isGreen() {
      return failures + errors == 0;
    }

    /** As Surefire writes them; we never skip a fixture that was selected. */
    public String text() {
      return "Tests run: "
          + run
          + ", Failures: "
          + failures
          + ", Errors: "
          + errors
          + ", Skipped: 0";
    }
  }
}

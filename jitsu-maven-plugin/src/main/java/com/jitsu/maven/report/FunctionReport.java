package com.jitsu.maven.report;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import java.time.Duration;
import java.util.List;

/**
 * What became of one function's fixtures.
 *
 * @param results the last one of each fixture that was run
 * @param reruns of the fixtures that were run again
 * @param skipped fixtures that were left out after too many failures
 * @param took wall-clock time, loading included
 */
public record FunctionReport(
    String slug,
    List<FixtureResult> results,
    List<Rerun> reruns,
    List<Fixture> skipped,
    Duration took) {

  public FunctionReport {
    requireNonNull(slug);
    requireNonNull(took);
    results = List.copyOf(results);
    reruns = List.copyOf(reruns);
    skipped = List.copyOf(skipped);
  }

  /** Nothing was run again or left out. */
  public FunctionReport(String slug, List<FixtureResult> results, Duration took) {
    this(slug, results, List.of(), List.of(), took);
  }

  /**
   * A fixture that was run again.
   *
   * @param earlier how it failed before its last run; at least one
   */
  public record Rerun(Fixture fixture, List<FixtureResult> earlier) {
    public Rerun {
      requireNonNull(fixture);
      earlier = List.copyOf(earlier);
    }
  }

  /** How a fixture failed before its last run; none when it was run once. */
  List<FixtureResult> earlier(FixtureResult last) {
    return reruns.stream()
        .filter(rerun -> rerun.fixture().name().equals(last.run().fixture().name()))
        .findFirst()
        .map(Rerun::earlier)
        .orElse(List.of());
  }

  /** Passed in the end, but not at once. */
  boolean isFlake(FixtureResult last) {
    return isGreen(last) && !earlier(last).isEmpty();
  }

  /** The figures that Surefire shows. */
  public Counts counts() {
    int failures = 0;
    int errors = 0;
    for (FixtureResult result : results) {
      failures += result.fold(passed -> 0, failed -> 1, errored -> 0);
      errors += result.fold(passed -> 0, failed -> 0, errored -> 1);
    }
    int flakes = (int) results.stream().filter(this::isFlake).count();
    return new Counts(results.size() + skipped.size(), failures, errors, skipped.size(), flakes);
  }

  static boolean isGreen(FixtureResult result) {
    return result.fold(passed -> true, failed -> false, errored -> false);
  }

  /**
   * Figures of a function, or of all.
   *
   * @param run with the skipped ones, as Surefire counts
   */
  public record Counts(int run, int failures, int errors, int skipped, int flakes) {

    private static Counts none() {
      return new Counts(0, 0, 0, 0, 0);
    }

    /** The figures of all. */
    public static Counts of(List<FunctionReport> reports) {
      return reports.stream().map(FunctionReport::counts).reduce(none(), Counts::plus);
    }

    /** The sum. */
    public Counts plus(Counts other) {
      return new Counts(
          run + other.run,
          failures + other.failures,
          errors + other.errors,
          skipped + other.skipped,
          flakes + other.flakes);
    }

    /** Whether all is as expected. */
    public boolean isGreen() {
      return failures + errors == 0;
    }

    /** As Surefire writes them; flakes only if there are any. */
    public String text() {
      return "Tests run: "
          + run
          + ", Failures: "
          + failures
          + ", Errors: "
          + errors
          + ", Skipped: "
          + skipped
          + (flakes == 0 ? "" : ", Flakes: " + flakes);
    }
  }
}

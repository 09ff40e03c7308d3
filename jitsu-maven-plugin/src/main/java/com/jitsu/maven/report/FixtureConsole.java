package com.jitsu.maven.report;

import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Fixtures on the console, in Surefire's look: two lines for a function that is right; for what is
 * not, only the values that differ, with their types and the place that computes them.
 */
public final class FixtureConsole {

  private final Consumer<String> info;
  private final Consumer<String> error;

  public FixtureConsole(Consumer<String> info, Consumer<String> error) {
    this.info = info;
    this.error = error;
  }

  /** Before a function's fixtures run. */
  public void running(String slug) {
    info.accept("Running " + slug);
  }

  /** When they have. */
  public void ran(FunctionReport report) {
    Counts counts = report.counts();
    String elapsed = counts.text() + ", Time elapsed: " + seconds(report.took());
    if (counts.isGreen()) {
      info.accept(elapsed + " -- in " + report.slug());
      report.results().forEach(result -> flake(report, result));
      return;
    }
    error.accept(elapsed + " <<< FAILURE! -- in " + report.slug());
    for (FixtureResult result : report.results()) {
      flake(report, result);
      show(result);
    }
  }

  /** When all functions have had their turn. */
  public void results(Counts all) {
    info.accept("");
    info.accept("Results:");
    info.accept("");
    (all.isGreen() ? info : error).accept(all.text());
    info.accept("");
  }

  /** The fixtures that took longest, slowest first. */
  public void slowest(List<FunctionReport> reports, int count) {
    List<FixtureRun> runs =
        reports.stream()
            .flatMap(report -> report.results().stream())
            .map(FixtureResult::run)
            .sorted(Comparator.comparing(FixtureRun::took).reversed())
            .limit(count)
            .toList();
    if (!runs.isEmpty()) {
      info.accept("");
      info.accept("Slowest:");
      runs.forEach(
          run ->
              info.accept(
                  "  " + seconds(run.took()) + "  " + run.slug() + "#" + run.fixture().name()));
    }
  }

  private void flake(FunctionReport report, FixtureResult result) {
    if (report.isFlake(result)) {
      int runs = report.earlier(result).size() + 1;
      info.accept(
          "  "
              + result.run().slug()
              + "#"
              + result.run().fixture().name()
              + " passed in run "
              + runs
              + " of "
              + runs);
    }
  }

  private void show(FixtureResult result) {
    if (result instanceof Failed failed) {
      failed(failed);
    } else if (result instanceof Errored errored) {
      errored(errored);
    }
  }

  private void failed(Failed failed) {
    title(failed.run(), "FAILURE!");
    error.accept("  " + failed.summary());
    for (Difference difference : failed.differences()) {
      error.accept("  " + difference.path());
      error.accept("    expected: " + difference.expected());
      error.accept("    found:    " + difference.found());
      if (difference.place() != null) {
        error.accept("    at " + difference.place().text());
      }
    }
    footer(failed.run());
  }

  private void errored(Errored errored) {
    title(errored.run(), "ERROR!");
    errored.error().text().lines().forEach(line -> error.accept("  " + line));
    if (errored.error().frames().isEmpty() && errored.place() != null) {
      error.accept("      at " + errored.place().text());
    }
    footer(errored.run());
  }

  private void title(FixtureRun run, String end) {
    error.accept(
        run.slug()
            + "#"
            + run.fixture().name()
            + " -- Time elapsed: "
            + seconds(run.took())
            + " <<< "
            + end);
  }

  private void footer(FixtureRun run) {
    for (LogLine line : run.logs()) {
      String level = line.level().name().toLowerCase(Locale.ROOT);
      List<String> message = line.message().lines().toList();
      error.accept("  log " + level + ": " + (message.isEmpty() ? "" : message.get(0)));
      // Each as a line of Maven's log, so that a stack in it does not fall out of the margin.
      message.stream().skip(1).forEach(more -> error.accept("      " + more.strip()));
    }
    error.accept("  fixture: " + run.fixture().source() + ":" + run.fixture().line());
    error.accept("");
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
  }
}

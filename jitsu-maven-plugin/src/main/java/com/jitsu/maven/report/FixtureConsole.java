package com.jitsu.maven.report;

import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import com.jitsu.sdk.fixtures.FixtureResult.Passed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Fixtures on the console, in Surefire's look: two lines for a function that is right; for what is
 * not, only the values that differ, with their types and the place that computes them.
 */
public final class FixtureConsole {

  /** Of a fixture that passes; all of them are in the XML. */
  private static final int MOST_LINES = 10;

  /** Of a function, that pass and log. */
  private static final int MOST_FIXTURES = 5;

  private final Logs logs;
  private final Consumer<String> info;
  private final Consumer<String> error;

  /** With all log lines. */
  public FixtureConsole(Consumer<String> info, Consumer<String> error) {
    this(Logs.ALL, info, error);
  }

  public FixtureConsole(Logs logs, Consumer<String> info, Consumer<String> error) {
    this.logs = logs;
    this.info = info;
    this.error = error;
  }

  /** Whose log lines are shown. */
  public enum Logs {
    /** Of fixtures that pass, what is of level info and above, and all of those that fail. */
    ALL,
    /** Of fixtures that fail. */
    FAILED,
    NONE
  }

  /** Before a function's fixtures run. */
  public void running(String slug) {
    info.accept("Running " + slug);
  }

  /** When they have. */
  public void ran(FunctionReport report) {
    if (logs == Logs.ALL) {
      passed(report);
    }
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

  private void passed(FunctionReport report) {
    List<FixtureRun> talking =
        report.results().stream()
            .filter(Passed.class::isInstance)
            .map(FixtureResult::run)
            .filter(run -> !shown(run).isEmpty())
            .toList();
    talking.stream().limit(MOST_FIXTURES).forEach(this::logged);
    if (talking.size() > MOST_FIXTURES) {
      info.accept((talking.size() - MOST_FIXTURES) + " more fixtures have log lines, see the XML");
    }
  }

  private void logged(FixtureRun run) {
    List<LogLine> lines = shown(run);
    info.accept(run.slug() + "#" + run.fixture().name());
    lines.stream().limit(MOST_LINES).flatMap(FixtureConsole::lines).forEach(info);
    if (lines.size() > MOST_LINES) {
      info.accept("  and " + (lines.size() - MOST_LINES) + " more");
    }
  }

  private static List<LogLine> shown(FixtureRun run) {
    return run.logs().stream().filter(line -> line.level() != LogLine.Level.DEBUG).toList();
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
    if (logs != Logs.NONE) {
      run.logs().stream().flatMap(FixtureConsole::lines).forEach(error);
    }
    error.accept("  fixture: " + run.fixture().source() + ":" + run.fixture().line());
    error.accept("");
  }

  /** Each as a line of Maven's log, so that a stack in it does not fall out of the margin. */
  private static Stream<String> lines(LogLine line) {
    String level = line.level().name().toLowerCase(Locale.ROOT);
    List<String> message = line.message().lines().toList();
    return Stream.concat(
        Stream.of("  log " + level + ": " + (message.isEmpty() ? "" : message.get(0))),
        message.stream().skip(1).map(more -> "      " + more.strip()));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
  }
}

package com.jitsu.maven.testing;

import com.jitsu.maven.report.FunctionReport;
import com.jitsu.maven.report.FunctionReport.Rerun;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Passed;
import com.jitsu.sdk.fixtures.FixtureRunner;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs functions on their fixtures, several functions side by side; told in their order all the
 * same. For one use.
 */
public final class TestRun {

  private final FixtureRunner runner;
  private final TestRules rules;
  private int failures;

  public TestRun(FixtureRunner runner, TestRules rules) {
    this.runner = runner;
    this.rules = rules;
  }

  /**
   * Runs all of them.
   *
   * @param begins told before a function's report is waited for
   * @param ends told when it is there; both on the caller's thread
   * @throws ProblemException if a function cannot be loaded
   */
  public void run(List<Turn> turns, Consumer<Turn> begins, BiConsumer<Turn, FunctionReport> ends)
      throws InterruptedException {
    if (rules.skipAfter() > 0) {
      // One after another, or it is chance which ones are left out.
      for (Turn turn : turns) {
        begins.accept(turn);
        ends.accept(turn, oneByOne(turn));
      }
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(rules.threads(), turns.size())));
    try {
      List<Future<FunctionReport>> reports =
          turns.stream().map(turn -> threads.submit(() -> together(turn))).toList();
      for (int i = 0; i < turns.size(); i++) {
        begins.accept(turns.get(i));
        ends.accept(turns.get(i), reports.get(i).get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private FunctionReport together(Turn turn) {
    long start = System.nanoTime();
    List<Rerun> reruns = new ArrayList<>();
    List<FixtureResult> results =
        runner.run(turn.function(), turn.fixtures()).stream()
            .map(result -> again(turn, result, reruns))
            .toList();
    return new FunctionReport(turn.slug(), results, reruns, List.of(), since(start));
  }

  private FunctionReport oneByOne(Turn turn) {
    long start = System.nanoTime();
    List<FixtureResult> results = new ArrayList<>();
    List<Rerun> reruns = new ArrayList<>();
    List<Fixture> skipped = new ArrayList<>();
    for (Fixture fixture : turn.fixtures()) {
      if (failures >= rules.skipAfter()) {
        skipped.add(fixture);
        continue;
      }
      FixtureResult result = again(turn, runner.run(turn.function(), fixture), reruns);
      results.add(result);
      failures += result instanceof Passed ? 0 : 1;
    }
    return new FunctionReport(turn.slug(), results, reruns, skipped, since(start));
  }

  private FixtureResult again(Turn turn, FixtureResult result, List<Rerun> reruns) {
    FixtureResult last = result;
    List<FixtureResult> earlier = new ArrayList<>();
    while (!(last instanceof Passed) && earlier.size() < rules.reruns()) {
      earlier.add(last);
      last = runner.run(turn.function(), result.run().fixture());
    }
    if (!earlier.isEmpty()) {
      reruns.add(new Rerun(last.run().fixture(), earlier));
    }
    return last;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.TimedCommand.Took;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands of all sides, round by round and state by state, so that what slows the machine
 * slows them all.
 */
final class TestRun {

  /** After so many seconds, a short run begins no further round. */
  private static final int LAST_ROUND = 100;

  /** And after so many nothing else. */
  private static final int LAST_PART = 130;

  private final Options options;
  private final Report report;
  private final List<TestSide> sides;
  private final Path examples;
  private long start = System.nanoTime();
  private int changes;

  /**
   * @param examples the folder with the functions
   */
  TestRun(Options options, Report report, List<TestSide> sides, Path examples) {
    this.options = options;
    this.report = report;
    this.sides = sides;
    this.examples = examples;
  }

  /** Everybody once, which fills Maven's repository and the system's cache of files. */
  void warmUp(List<Expected> cases) throws IOException, InterruptedException {
    for (TestSide side : sides) {
      side.write(examples, cases);
      report.progress("warming up: " + side.title());
      run(side, cases.size());
    }
    start = System.nanoTime();
  }

  /** True if there is no time left for more cases. */
  boolean isLate() {
    return isOver(LAST_PART);
  }

  Rounds measure(List<Expected> cases) throws IOException, InterruptedException {
    for (TestSide side : sides) {
      side.write(examples, cases);
    }
    Rounds rounds = new Rounds();
    int wanted = rounds(cases.size());
    for (int round = 1; round <= wanted && (round == 1 || !isOver(LAST_ROUND)); round++) {
      for (State state : State.values()) {
        if (state == State.CHANGED && isOver(LAST_ROUND)) {
          continue;
        }
        for (TestSide side : sides) {
          prepare(side, state);
          report.progress(
              "%d cases, round %d of %d, %s: %s"
                  .formatted(cases.size(), round, wanted, state.title(), side.title()));
          rounds.add(state, side.title(), run(side, cases.size()));
        }
      }
    }
    return rounds;
  }

  private void prepare(TestSide side, State state) throws IOException {
    switch (state) {
      case COLD -> side.forget();
      case UNCHANGED -> {}
      case CHANGED -> FunctionSources.change(side.profiles(), ++changes);
    }
  }

  private static Took run(TestSide side, int cases) throws IOException, InterruptedException {
    Took took = side.command().run();
    if (side.passed(took.output()) != cases) {
      throw new BenchmarkException(
          side.title() + " did not pass " + cases + " tests:\n" + took.output(),
          "mend what it says above; without that there is nothing to compare");
    }
    return took;
  }

  private int rounds(int cases) {
    if (options.rounds() > 0) {
      return options.rounds();
    }
    if (options.shortRun()) {
      return cases > 200 ? 1 : 2;
    }
    return cases > 200 ? 3 : 5;
  }

  private boolean isOver(int seconds) {
    return options.shortRun() && System.nanoTime() - start > 1_000_000_000L * seconds;
  }
}

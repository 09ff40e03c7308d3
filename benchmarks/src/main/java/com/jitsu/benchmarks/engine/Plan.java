package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.Options;

/**
 * How long everything takes. A short run has to end within four minutes, however busy the machine:
 * its rounds end early when their time is over.
 *
 * @param start of the run, as {@link System#nanoTime} has it
 */
record Plan(boolean shortRun, int rounds, long sliceMillis, long start) {

  private static final int FEWEST_ROUNDS = 3;

  static Plan of(Options options) {
    int rounds = options.rounds() > 0 ? options.rounds() : options.shortRun() ? 7 : 11;
    return new Plan(options.shortRun(), rounds, options.shortRun() ? 300 : 600, System.nanoTime());
  }

  /** True if there should be no further round of the measurement of speed. */
  boolean speedEnds(int round) {
    return round >= rounds || (round >= FEWEST_ROUNDS && isOver(140));
  }

  /** True if there should be no further round with two threads. */
  boolean threadsEnd(int round) {
    return round >= (shortRun ? 5 : 9) || (round >= FEWEST_ROUNDS && isOver(180));
  }

  private boolean isOver(int seconds) {
    return shortRun && System.nanoTime() - start > 1_000_000_000L * seconds;
  }

  /**
   * GraalJS is compiled late and slowly; interpreted, it settles with the JVM's own compiler. A
   * short run looks at the clock, a long one gives a busy machine up to three times as long.
   */
  boolean isWarm(Side side, long worked, long passed) {
    int seconds =
        switch (side) {
          case JAVA25 -> shortRun ? 45 : 90;
          case JAVA17 -> shortRun ? 20 : 40;
          case HOST, TEXT, TEXT_ONCE, PULL -> shortRun ? 3 : 5;
        };
    long wanted = 1_000_000_000L * seconds;
    return shortRun ? passed >= wanted : worked >= wanted || passed >= 3 * wanted;
  }

  /** Of how many profiles the results of all are compared. */
  int comparedProfiles(int size) {
    return (shortRun ? 2_000 : 10_000) / size;
  }

  /** Runs that must leave the heap as it was. */
  int heapRuns() {
    return 10_000;
  }

  /** Versions of which the first result is timed. */
  int versions() {
    return shortRun ? 15 : 40;
  }
}

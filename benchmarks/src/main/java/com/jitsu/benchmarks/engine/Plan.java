package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.Options;

/** How long everything takes, so that {@code --short} ends within four minutes. */
record Plan(boolean shortRun, int rounds, long sliceMillis) {

  static Plan of(Options options) {
    int rounds = options.rounds() > 0 ? options.rounds() : options.shortRun() ? 7 : 11;
    return new Plan(options.shortRun(), rounds, options.shortRun() ? 300 : 600);
  }

  /** GraalJS is compiled late and slowly; interpreted, it settles with the JVM's own compiler. */
  long warmUpMillis(Side side) {
    return switch (side) {
      case JAVA25 -> shortRun ? 45_000 : 90_000;
      case JAVA17 -> shortRun ? 20_000 : 40_000;
      case HOST, TEXT, PROMISE, PULL -> shortRun ? 2_500 : 4_000;
    };
  }

  int threadRounds() {
    return shortRun ? 5 : 9;
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

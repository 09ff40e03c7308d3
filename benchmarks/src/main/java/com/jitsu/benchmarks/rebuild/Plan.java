package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.Options;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much and how often.
 *
 * @param line numbers of profiles, rising
 * @param peers of which the same profiles are built by Node and by SQL, and of whose events the
 *     server has a table
 * @param rounds of building them, each side once in each
 * @param heatings rebuilds before anything is measured
 */
record Plan(List<Integer> line, int peers, int rounds, int heatings) {

  static final long SEED = 20_261_130;

  Plan {
    line = List.copyOf(line);
  }

  static Plan of(Options options) {
    Plan plan =
        options.shortRun()
            ? new Plan(List.of(3_000, 10_000), 10_000, 3, 2)
            : new Plan(List.of(10_000, 30_000, 100_000, 300_000, 1_000_000), 100_000, 3, 1);
    if (options.profiles() > 0) {
      plan = plan.upTo(options.profiles());
    }
    return options.rounds() == 0
        ? plan
        : new Plan(plan.line, plan.peers, options.rounds(), plan.heatings);
  }

  /** The same sizes as far as they are smaller, and this one. */
  private Plan upTo(int most) {
    Stream<Integer> smaller = line.stream().filter(profiles -> profiles < most);
    return new Plan(
        Stream.concat(smaller, Stream.of(most)).toList(), Math.min(peers, most), rounds, heatings);
  }

  int largest() {
    return line.get(line.size() - 1);
  }

  /** How often it is built to see what it takes: large ones take long and differ less. */
  int repetitions(int profiles) {
    return profiles >= 1_000_000 ? 1 : profiles >= 100_000 ? 2 : 3;
  }
}

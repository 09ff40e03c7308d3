package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.Options;
import java.time.Duration;

/**
 * How often and how long.
 *
 * @param rounds of what is measured in rounds; shown are medians
 * @param warmUp events for a new server, after which its compilers are through with most
 * @param round length of a round at the ceiling
 * @param steady length of a load on a schedule
 * @param flood length of a load that is too much
 */
record Plan(int rounds, long warmUp, Duration round, Duration steady, Duration flood) {

  static Plan of(Options options) {
    Plan plan =
        options.shortRun()
            ? new Plan(3, 100_000, seconds(3), seconds(5), seconds(2))
            : new Plan(3, 400_000, seconds(10), seconds(30), seconds(8));
    return options.rounds() == 0 ? plan : plan.withRounds(options.rounds());
  }

  private Plan withRounds(int count) {
    return new Plan(count, warmUp, round, steady, flood);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}

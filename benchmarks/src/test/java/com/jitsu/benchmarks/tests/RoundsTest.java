package com.jitsu.benchmarks.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.benchmarks.tools.TimedCommand.Took;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final Rounds rounds = new Rounds();

  @Test
  void ratiosAreTakenWithinARound() {
    add(State.COLD, "ours", 2, 8, 80); // what slows everybody in one round does not count
    add(State.COLD, "theirs", 4, 8, 100);

    assertThat(rounds.ratio(State.COLD, "ours", "theirs", Took::seconds)).contains(0.8);
    assertThat(rounds.ratio(State.CHANGED, "ours", "theirs", Took::seconds)).isEmpty();
  }

  @Test
  void showsEachSideInEachState() {
    add(State.COLD, "ours", 2, 8, 4);
    add(State.UNCHANGED, "ours", 1);

    assertThat(String.join("\n", rounds.table()))
        .isEqualTo(
            """
            | seconds |                   | median | fastest | slowest | processors busy | memory, MB |
            | ------- | ----------------: | -----: | ------: | ------: | --------------: | ---------: |
            | ours    |              cold |   4.00 |    2.00 |    8.00 |            8.00 |        400 |
            | ours    | unchanged sources |   1.00 |    1.00 |    1.00 |            2.00 |        100 |""");
  }

  private void add(State state, String title, double... seconds) {
    for (double each : seconds) {
      rounds.add(state, title, new Took(each, 2 * each, 100 * each, ""));
    }
  }
}

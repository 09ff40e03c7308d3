package com.jitsu.maven;

import com.jitsu.sdk.fixtures.laws.Plan;
import com.jitsu.sdk.fixtures.laws.Stance;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the parameters of what is checked beyond the fixtures. */
final class BeyondOptions {

  private BeyondOptions() {}

  /**
   * The options that the parameters mean.
   *
   * @throws ProblemException with every parameter that means none
   */
  static BeyondFixtures.Options read(
      String laws, int generate, int seconds, long seed, boolean mutate, int minimum) {
    List<Problem> problems = new ArrayList<>();
    List<String> stances =
        Arrays.stream(Stance.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    if (!stances.contains(laws)) {
      problems.add(
          new Problem(
              "JITSU-0817",
              "jitsu.laws=" + laws + " says nothing",
              null,
              NearNames.suggestion(laws, stances)));
    }
    problems.addAll(TestProblems.lessThan(0, Map.of("jitsu.generate", (long) generate)));
    problems.addAll(TestProblems.lessThan(1, Map.of("jitsu.generate.seconds", (long) seconds)));
    if (minimum < 0 || minimum > 100) {
      problems.add(
          new Problem(
              "JITSU-0817",
              "jitsu.mutate.minimum=" + minimum + " is no percentage",
              null,
              "give a number from 0 to 100, or leave it out"));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new BeyondFixtures.Options(
        Stance.valueOf(laws.toUpperCase(Locale.ROOT)),
        generate == 0 ? null : new Plan(generate, seed, Duration.ofSeconds(seconds)),
        mutate,
        minimum);
  }
}

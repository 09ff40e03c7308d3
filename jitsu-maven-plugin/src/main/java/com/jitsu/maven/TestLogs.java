package com.jitsu.maven;

import com.jitsu.maven.report.FixtureConsole.Logs;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words of {@code jitsu.logs}. */
final class TestLogs {

  private TestLogs() {}

  /**
   * What a word means.
   *
   * @throws ProblemException JITSU-0833 when it means nothing
   */
  static Logs of(String typed) {
    List<String> words = Arrays.stream(Logs.values()).map(TestLogs::word).toList();
    return Arrays.stream(Logs.values())
        .filter(each -> word(each).equals(typed))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(
                        "JITSU-0833",
                        "jitsu.logs=" + typed + " says nothing",
                        null,
                        NearNames.suggestion(typed, words))));
  }

  private static String word(Logs logs) {
    return logs.name().toLowerCase(Locale.ROOT);
  }
}

package com.jitsu.maven;

import com.jitsu.maven.report.CoverageConsole;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the fixtures as a whole. */
final class TestProblems {

  private TestProblems() {}

  static Problem noFixture(Bundle function) {
    String slug = function.config().slug();
    String folder =
        switch (function.config().kind()) {
          case PROFILE -> "src/test/profiles/";
          case TRANSFORMATION -> "src/test/functions/";
        };
    return new Problem(
        "JITSU-0813",
        "no fixture tests the function \"" + slug + "\"",
        function.source(),
        "add "
            + folder
            + slug
            + "/first.fixture.yaml, or allow it with -Djitsu.failIfNoTests=false");
  }

  /**
   * @throws ProblemException with each parameter that is less
   */
  static void refuseUnlessAtLeast(long least, Map<String, Long> given) {
    List<Problem> problems = lessThan(least, given);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** A problem for each parameter that is less. */
  static List<Problem> lessThan(long least, Map<String, Long> given) {
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(given)
        .forEach(
            (parameter, value) -> {
              if (value < least) {
                problems.add(
                    new Problem(
                        "JITSU-0814",
                        parameter + "=" + value + " is no limit",
                        null,
                        "give a number from " + least + " up, or leave it out"));
              }
            });
    return problems;
  }

  static Problem noPercentage(String parameter, double given) {
    return new Problem(
        "JITSU-0831",
        parameter + "=" + given + " is no percentage",
        null,
        "give a number from 0 to 100, or leave it out");
  }

  static Problem noPort(String parameter, String given) {
    return new Problem(
        "JITSU-0832",
        parameter + "=" + given + " is no port",
        null,
        "give a number from 1 to 65535, or " + parameter + " alone for 9229");
  }

  static Problem tooLittleCoverage(Coverage coverage, double minimum) {
    return new Problem(
        "JITSU-0830",
        "fixtures run "
            + CoverageConsole.percentText(coverage)
            + " of the lines, less than jitsu.coverage.minimum="
            + minimum
            + "\n  "
            + String.join("\n  ", CoverageConsole.below(coverage, minimum)),
        null,
        "add fixtures for these lines, or remove what nothing needs; target/jitsu/coverage/index.html shows them");
  }

  static Problem recordingOnCi(String ci) {
    return new Problem(
        "JITSU-0815",
        "jitsu.updateSnapshots is not for CI servers, and the environment says CI=" + ci,
        null,
        "record on your machine and commit the *.snapshot.json files; if this is one: CI=false mvn"
            + " jitsu:test -Djitsu.updateSnapshots");
  }

  static Problem nothingSelected(
      @Nullable String typed, @Nullable String tags, ProjectFixtures fixtures) {
    String slug = typed == null ? "" : typed.replaceFirst("#.*", "");
    String asked =
        Stream.of(
                typed == null ? "" : "jitsu.test=" + typed,
                tags == null ? "" : "jitsu.tags=" + tags)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" "));
    return new Problem("JITSU-0812", "no fixture fits " + asked, null, known(slug, tags, fixtures));
  }

  private static String known(String slug, @Nullable String tags, ProjectFixtures fixtures) {
    if (fixtures.bySlug().containsKey(slug)) {
      return "fixtures of "
          + slug
          + ": "
          + fixtures.of(slug).stream()
              .map(each -> "\"" + each.name() + "\"")
              .collect(Collectors.joining(", "));
    }
    if (slug.isEmpty() && tags != null) {
      return "tags of fixtures: "
          + NearNames.suggestion(
              tags,
              fixtures.bySlug().values().stream()
                  .flatMap(List::stream)
                  .flatMap(each -> each.tags().stream())
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
    return "functions with fixtures: " + NearNames.suggestion(slug, fixtures.bySlug().keySet());
  }
}

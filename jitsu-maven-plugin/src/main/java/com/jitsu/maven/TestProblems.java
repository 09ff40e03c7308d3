package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;

/** What can be wrong with the fixtures as a whole. */
final class TestProblems {

  private TestProblems() {}

  static Problem noFixture(Bundle function) {
    String slug = function.config().slug();
    return new Problem(
        "JITSU-0813",
        "no fixture tests the function \"" + slug + "\"",
        function.source(),
        "add src/test/profiles/"
            + slug
            + "/first.fixture.yaml, or allow it with -Djitsu.failIfNoTests=false");
  }

  static Problem noLimit(String parameter, long given, long least) {
    return new Problem(
        "JITSU-0814",
        parameter + "=" + given + " is no limit",
        null,
        "give a number from " + least + " up, or leave it out");
  }

  static Problem nothingSelected(String typed, ProjectFixtures fixtures) {
    String slug = typed.replaceFirst("#.*", "");
    boolean known = fixtures.bySlug().containsKey(slug);
    return new Problem(
        "JITSU-0812",
        "no fixture fits jitsu.test=" + typed,
        null,
        known
            ? "fixtures of "
                + slug
                + ": "
                + String.join(
                    ", ",
                    fixtures.of(slug).stream().map(each -> "\"" + each.name() + "\"").toList())
            : "functions with fixtures: " + NearNames.suggestion(slug, fixtures.bySlug().keySet()));
  }
}

package com.jitsu.maven.project;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is right about a project before anything of it runs.
 *
 * @param functions how many have a config that is right, and a slug of their own
 * @param fixtures how many say something that can be checked
 * @param untested those of the functions that no fixture tests
 */
public record Validation(int functions, int fixtures, List<FunctionConfig> untested) {

  private static final String UNKNOWN_SLUG = "JITSU-0206";

  public Validation {
    untested = List.copyOf(untested);
  }

  /**
   * Reads the fixtures, too.
   *
   * @param sources how bundling the functions went
   * @throws ProblemException with every problem of every source and every fixture
   */
  public static Validation of(Path root, Bundler.Attempt sources) {
    List<Problem> problems = new ArrayList<>(sources.problems());
    ProjectFixtures fixtures = new ProjectFixtures(Map.of());
    try {
      fixtures = ProjectFixtures.read(root, sources.bundles());
    } catch (ProblemException e) {
      // A function that could not be read may be the one that a folder belongs to.
      e.problems().stream()
          .filter(each -> sources.problems().isEmpty() || !each.code().equals(UNKNOWN_SLUG))
          .forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new Validation(
        sources.bundles().size(),
        fixtures.bySlug().values().stream().mapToInt(List::size).sum(),
        untested(sources.bundles(), fixtures));
  }

  private static List<FunctionConfig> untested(List<Bundle> bundles, ProjectFixtures fixtures) {
    return bundles.stream()
        .map(Bundle::config)
        .filter(config -> !fixtures.tests(config.slug()))
        .toList();
  }

  /** {@code 2 functions and 5 fixtures are valid}. */
  public String text() {
    return counted(functions, "function")
        + " and "
        + counted(fixtures, "fixture")
        + (functions + fixtures == 1 ? " is valid" : " are valid");
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

package com.jitsu.maven;

import com.jitsu.maven.project.FixtureSelection;
import com.jitsu.maven.report.FixtureConsole;
import com.jitsu.maven.report.FunctionReport;
import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.maven.report.SurefireXml;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureRunner;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs every function on its fixtures in {@code src/test/profiles/<slug>}. For what is not as
 * expected it shows the values that differ and the line of the source that computes them; {@code
 * TEST-jitsu.<slug>.xml} is for CI servers.
 *
 * @since 0.1.0
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class TestMojo extends CompilingMojo {

  /**
   * Which fixtures to run: {@code slug} or {@code slug#fixture}, with {@code *} and {@code ?},
   * several after commas, {@code !} in front of what to leave out. Default: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.test")
  private @Nullable String test;

  /**
   * Whether a function without a fixture, or a {@code jitsu.test} that selects none, fails the
   * build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.failIfNoTests", defaultValue = "true")
  private boolean failIfNoTests;

  /**
   * Whether to go on when fixtures fail.
   *
   * @since 0.1.0
   */
  @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
  private boolean testFailureIgnore;

  /**
   * Where the XML goes.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "jitsu.reportsDirectory",
      defaultValue = "${project.build.directory}/surefire-reports")
  private File reportsDirectory;

  /**
   * Milliseconds that one run of a function may take.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.timeLimit", defaultValue = "5000")
  private long timeLimit;

  /**
   * Megabytes that one run of a function may keep; never more than a quarter of Maven's heap.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.memoryLimit", defaultValue = "512")
  private long memoryLimit;

  /**
   * Statements that one run of a function may execute; 0 for any number, since counting slows.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.statementLimit", defaultValue = "0")
  private long statementLimit;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.test.skip", defaultValue = "false")
  private boolean skipTest;

  /**
   * Skips this goal and every other test of the build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /**
   * Skips this goal and every other test of the build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean mavenTestSkip;

  @Override
  void run() throws IOException, MojoFailureException {
    Counts all = Counts.none();
    try (FunctionEngine engine = new FunctionEngine(limits())) {
      List<Bundle> functions = compile(engine);
      FixtureRunner runner = new FixtureRunner(engine);
      FixtureConsole console = new FixtureConsole(getLog()::info, getLog()::error);
      for (Turn turn : turns(functions)) {
        console.running(turn.function().config().slug());
        FunctionReport report = turn.run(runner);
        console.ran(report);
        SurefireXml.write(report, reportsDirectory.toPath());
        all = all.plus(report.counts());
      }
      console.results(all);
    }
    if (!all.isGreen() && !testFailureIgnore) {
      throw new MojoFailureException(
          "There are fixtures that fail.\n\nSee " + reportsDirectory + " for each of them.");
    }
  }

  private Limits limits() {
    List<Problem> problems = new ArrayList<>();
    if (timeLimit < 1) {
      problems.add(TestProblems.noLimit("jitsu.timeLimit", timeLimit, 1));
    }
    if (memoryLimit < 1) {
      problems.add(TestProblems.noLimit("jitsu.memoryLimit", memoryLimit, 1));
    }
    if (statementLimit < 0) {
      problems.add(TestProblems.noLimit("jitsu.statementLimit", statementLimit, 0));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return Limits.test()
        .withTime(Duration.ofMillis(timeLimit))
        .withMemoryBytes(memoryLimit * 1024 * 1024)
        .withStatements(statementLimit);
  }

  /** Functions that have something to run, each with that. */
  private List<Turn> turns(List<Bundle> functions) {
    List<String> slugs = functions.stream().map(each -> each.config().slug()).toList();
    ProjectFixtures fixtures = ProjectFixtures.read(root(), slugs);
    FixtureSelection selection = new FixtureSelection(test);
    List<Turn> turns = new ArrayList<>();
    List<Problem> untested = new ArrayList<>();
    for (Bundle function : functions) {
      String slug = function.config().slug();
      List<Fixture> selected = selection.of(slug, fixtures.of(slug));
      if (!selected.isEmpty()) {
        turns.add(new Turn(function, selected));
      } else if (selection.isEverything()) {
        untested.add(TestProblems.noFixture(function));
      }
    }
    if (turns.isEmpty() && !selection.isEverything()) {
      untested.add(TestProblems.nothingSelected(String.valueOf(test), fixtures));
    }
    if (failIfNoTests && !untested.isEmpty()) {
      throw new ProblemException(untested);
    }
    untested.forEach(problem -> getLog().warn(problem.text()));
    return turns;
  }

  @Override
  boolean isSkipped() {
    return skipTest || skipTests || mavenTestSkip;
  }

  /** One function and the fixtures that it is run on. */
  private record Turn(Bundle function, List<Fixture> fixtures) {

    FunctionReport run(FixtureRunner runner) {
      long start = System.nanoTime();
      List<FixtureResult> results =
          fixtures.stream().map(fixture -> runner.run(function, fixture)).toList();
      return new FunctionReport(
          function.config().slug(), results, Duration.ofNanos(System.nanoTime() - start));
    }
  }
}

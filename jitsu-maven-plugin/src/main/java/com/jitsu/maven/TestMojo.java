package com.jitsu.maven;

import com.jitsu.maven.project.ChangedFiles;
import com.jitsu.maven.report.FixtureConsole;
import com.jitsu.maven.report.FunctionReport;
import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.maven.report.LawReport;
import com.jitsu.maven.report.ResultsJson;
import com.jitsu.maven.report.SurefireXml;
import com.jitsu.maven.testing.FixtureSelection;
import com.jitsu.maven.testing.Selected;
import com.jitsu.maven.testing.TestRules;
import com.jitsu.maven.testing.TestRun;
import com.jitsu.maven.testing.Turn;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.fixtures.FixtureRunner;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs every function on its fixtures in {@code src/test/profiles/<slug>}, every transformation
 * function on those in {@code src/test/functions/<slug>}. For what is not as expected it shows the
 * values that differ and the line of the source that computes them; {@code TEST-jitsu.<slug>.xml}
 * is for CI servers.
 *
 * @since 0.1.0
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class TestMojo extends CompilingMojo {

  /**
   * Which fixtures to run: {@code slug} or {@code slug#fixture}, with {@code *} and {@code ?},
   * several after commas, {@code !} in front of what to leave out. In a build of several modules it
   * must fit in one of them. Default: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.test")
  private @Nullable String test;

  /**
   * Which fixtures to run by their {@code tags}: {@code smoke}, several after commas, {@code !} in
   * front of what to leave out. Default: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.tags")
  private @Nullable String tags;

  /**
   * Runs only what has changed since this branch, tag or commit: functions with changed sources,
   * and changed fixtures. Default: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.changedSince")
  private @Nullable String changedSince;

  /**
   * How often a fixture that fails is run again; it counts as passed, and as a flake, once it
   * passes. Surefire's name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "surefire.rerunFailingTestsCount", defaultValue = "0")
  private int rerunFailingTestsCount;

  /**
   * The number of failures after which all other fixtures are skipped; 0 for none. Surefire's name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "surefire.skipAfterFailureCount", defaultValue = "0")
  private int skipAfterFailureCount;

  /**
   * How many of the slowest fixtures are listed at the end.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.slowest", defaultValue = "0")
  private int slowest;

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
   * Where the XML for CI servers goes.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "jitsu.reportsDirectory",
      defaultValue = "${project.build.directory}/surefire-reports")
  private File reportsDirectory;

  /**
   * Whether to record what comes of the fixtures with {@code match: snapshot} instead of comparing
   * with it; refused where the environment says {@code CI}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.updateSnapshots", defaultValue = "false")
  private boolean updateSnapshots;

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
   * What a broken law is: {@code warn}, {@code fail}, or {@code off} to check none. {@code
   * src/test/profiles/<slug>/laws.yaml} says it for one function: {@code enforce: [duplicates]},
   * {@code off: [emptyHistory]}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.laws", defaultValue = "warn")
  private String laws;

  /**
   * How many histories to generate for each function; 0 for none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.generate", defaultValue = "0")
  private int generate;

  /**
   * Seconds after which no further history is generated for a function.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.generate.seconds", defaultValue = "20")
  private int generateSeconds;

  /**
   * Decides which histories are generated: the same seed, the same histories.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.seed", defaultValue = "1")
  private long seed;

  /**
   * Whether to change each operator of the functions once and say which changes no fixture notices.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.mutate", defaultValue = "false")
  private boolean mutate;

  /**
   * Percent of the changed operators that fixtures must notice, else the build fails.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.mutate.minimum", defaultValue = "0")
  private int mutateMinimum;

  /**
   * Whether to count which lines of the functions the fixtures run, for a table, for {@code
   * target/jitsu/coverage/index.html} and for {@code lcov.info} there; also done when there is a
   * minimum.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.coverage", defaultValue = "false")
  private boolean coverage;

  /**
   * Percent of all lines that the fixtures must run, or the build fails; not looked at when only
   * some fixtures are selected.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.coverage.minimum", defaultValue = "0")
  private double coverageMinimum;

  /**
   * Waits for a debugger (Chrome, VS Code) before the fixtures run: a port of this machine, or
   * nothing for 9229. Limits do not count then, and coverage is not measured. Default: false.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.debug")
  private @Nullable String debug;

  /**
   * Whose log lines are shown: {@code all} for those of fixtures that pass as well, from level info
   * up, {@code failed} or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.logs", defaultValue = "all")
  private String logs;

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
  void runOnFunctions() throws IOException, InterruptedException, MojoFailureException {
    Recording.check(updateSnapshots, System.getenv());
    TestDebugging debugging = new TestDebugging(debug, getLog()::info);
    TestRules rules = rules(debugging.isWanted());
    BeyondFixtures.Options options =
        BeyondOptions.read(laws, generate, generateSeconds, seed, mutate, mutateMinimum);
    FixtureConsole console = new FixtureConsole(TestLogs.of(logs), getLog()::info, getLog()::error);
    TestCoverage measured =
        new TestCoverage(
            (coverage || coverageMinimum > 0) && !debugging.isWanted(),
            coverageMinimum,
            root(),
            output().resolve("coverage"),
            getLog()::info);
    Map<Bundle, FunctionReport> reports = new LinkedHashMap<>();
    Recording recording;
    List<String> reasons = List.of();
    List<LawReport> held = List.of();
    try (StartingEngine starting = new StartingEngine(measured.options(limits()));
        debugging) {
      List<Bundle> functions = compile(starting::get);
      if (!measured.isWanted()) { // what is opened counts
        functions.stream().findFirst().ifPresent(starting::warmUp);
      }
      ProjectFixtures fixtures = ProjectFixtures.read(root(), functions);
      FunctionEngine engine = starting.get();
      recording = Recording.of(updateSnapshots, root(), fixtures);
      List<Turn> turns = turns(functions, fixtures);
      BeyondFixtures beyond = new BeyondFixtures(engine, root(), output(), getLog(), options);
      beyond.read(turns.stream().map(turn -> turn.function().config().slug()).toList());
      measured.begin(engine, compiler()::separateModules, functions);
      FixtureRunner runner = recording.runner(engine(engine, debugging, turns), functions);
      new TestRun(runner, rules)
          .run(
              turns,
              turn -> console.running(turn.function().config().slug()),
              (turn, report) -> {
                console.ran(report);
                reports.put(turn.function(), report);
              });
      measured.end();
      if (!debugging.isWanted()) {
        beyond.check(reports);
        reasons = beyond.end();
        held = beyond.laws();
      }
    }
    boolean green = tell(List.copyOf(reports.values()), held, console);
    recording.end(getLog()::info, getLog()::warn);
    if (testFailureIgnore) {
      reasons.forEach(getLog()::warn);
    } else if (!green) {
      reasons.forEach(getLog()::error);
      throw new MojoFailureException(
          "There are fixtures that fail.\n\nSee " + reportsDirectory + " for each of them.");
    } else if (!reasons.isEmpty()) {
      throw new MojoFailureException(String.join("\n\n", reasons));
    }
    if (new FixtureSelection(test, tags).isEverything() && changedSince == null) {
      measured.check();
    } else if (measured.hasMinimum()) {
      getLog().info("jitsu.coverage.minimum is for all fixtures, not for a selection");
    }
  }

  /** Whether all is as expected. */
  private boolean tell(List<FunctionReport> reports, List<LawReport> held, FixtureConsole console)
      throws IOException {
    for (FunctionReport report : reports) {
      SurefireXml.write(report, reportsDirectory.toPath());
    }
    ResultsJson.write(reports, held, output().resolve("results.json"));
    Counts all = Counts.of(reports);
    console.slowest(reports, slowest);
    console.results(all);
    return all.isGreen();
  }

  @Override
  void runWithoutFunctions() {
    boolean selects = !new FixtureSelection(test, tags).isEverything();
    if (selects && failIfNoTests && reactor().isInVain("jitsu.test", true)) {
      throw new ProblemException(
          TestProblems.nothingSelected(test, tags, new ProjectFixtures(Map.of())));
    }
  }

  private FunctionEngine engine(FunctionEngine plain, TestDebugging debugging, List<Turn> turns) {
    return debugging.engine(
        plain,
        version ->
            artifacts().classpath(session(), "org.graalvm.tools", "chromeinspector-tool", version),
        root(),
        output(),
        turns.stream().map(Turn::function).toList());
  }

  private TestRules rules(boolean debugged) {
    TestProblems.refuseUnlessAtLeast(
        0,
        Map.of(
            "surefire.rerunFailingTestsCount", (long) rerunFailingTestsCount,
            "surefire.skipAfterFailureCount", (long) skipAfterFailureCount,
            "jitsu.slowest", (long) slowest));
    return new TestRules(
        debugged ? 0 : rerunFailingTestsCount,
        skipAfterFailureCount,
        debugged ? 1 : Runtime.getRuntime().availableProcessors());
  }

  private Limits limits() {
    TestProblems.refuseUnlessAtLeast(
        1, Map.of("jitsu.timeLimit", timeLimit, "jitsu.memoryLimit", memoryLimit));
    TestProblems.refuseUnlessAtLeast(0, Map.of("jitsu.statementLimit", statementLimit));
    return Limits.test()
        .withTime(Duration.ofMillis(timeLimit))
        .withMemoryBytes(memoryLimit * 1024 * 1024)
        .withStatements(statementLimit);
  }

  /** Functions that have something to run, each with that. */
  private List<Turn> turns(List<Bundle> functions, ProjectFixtures fixtures)
      throws IOException, InterruptedException {
    FixtureSelection selection = new FixtureSelection(test, tags);
    ChangedFiles changed = changedSince == null ? null : ChangedFiles.since(root(), changedSince);
    Selected selected = Selected.of(functions, fixtures, selection, changed);
    List<Problem> problems = new ArrayList<>();
    if (selection.isEverything()) {
      selected.untested().forEach(each -> problems.add(TestProblems.noFixture(each)));
    } else if (changed == null && reactor().isInVain("jitsu.test", selected.turns().isEmpty())) {
      problems.add(TestProblems.nothingSelected(test, tags, fixtures));
    }
    if (failIfNoTests && !problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    problems.forEach(problem -> getLog().warn(problem.text()));
    if (selected.turns().isEmpty()) {
      getLog()
          .info(
              changed == null
                  ? "No fixture is selected here."
                  : "Nothing has changed here since " + changedSince + ".");
    }
    return selected.turns();
  }

  @Override
  boolean isSkipped() {
    return skipTest || skipTests || mavenTestSkip;
  }
}

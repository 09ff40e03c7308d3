package com.jitsu.maven;

import com.jitsu.maven.report.FunctionReport;
import com.jitsu.maven.report.LawConsole;
import com.jitsu.maven.report.LawReport;
import com.jitsu.maven.report.MutationText;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.laws.BrokenLaw;
import com.jitsu.sdk.fixtures.laws.FreeLaws;
import com.jitsu.sdk.fixtures.laws.Generated;
import com.jitsu.sdk.fixtures.laws.GeneratedHistories;
import com.jitsu.sdk.fixtures.laws.Law;
import com.jitsu.sdk.fixtures.laws.LawSettings;
import com.jitsu.sdk.fixtures.laws.Plan;
import com.jitsu.sdk.fixtures.laws.Stance;
import com.jitsu.sdk.fixtures.mutation.MutationCheck;
import com.jitsu.sdk.fixtures.mutation.MutationReport;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jitsu:test} checks of functions whose fixtures are green: laws, generated histories,
 * mutants. For one build of one project.
 */
final class BeyondFixtures {

  private final FunctionEngine engine;
  private final Path root;
  private final Path output;
  private final Log log;
  private final Options options;
  private final LawConsole console;
  private final List<LawReport> laws = new ArrayList<>();
  private final Map<String, LawSettings> settings = new HashMap<>();
  private MutationReport mutants = MutationReport.none();

  /**
   * @param output {@code target/jitsu}
   */
  BeyondFixtures(FunctionEngine engine, Path root, Path output, Log log, Options options) {
    this.engine = engine;
    this.root = root;
    this.output = output;
    this.log = log;
    this.options = options;
    this.console = new LawConsole(log::info, log::warn, log::error);
  }

  /**
   * What was asked for.
   *
   * @param plan for generated histories; absent for none
   * @param minimum percent of the mutants that fixtures must notice
   */
  record Options(Stance laws, @Nullable Plan plan, boolean mutate, int minimum) {}

  /**
   * Reads which laws functions are held to, before any of them runs.
   *
   * @throws ProblemException with every problem of every file
   */
  void read(Collection<String> slugs) {
    List<Problem> problems = new ArrayList<>();
    for (String slug : slugs) {
      try {
        settings.put(slug, LawSettings.read(root, slug, options.laws()));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /**
   * Functions that had their turn, side by side; those whose fixtures are not all as expected have
   * enough to do.
   */
  void check(Map<Bundle, FunctionReport> tested) throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<Bundle, Future<LawReport>> reports = new LinkedHashMap<>();
      tested.forEach(
          (function, report) -> {
            if (function.config().kind() == FunctionKind.PROFILE && report.counts().isGreen()) {
              reports.put(function, threads.submit(() -> laws(function, fixtures(report))));
            }
          });
      for (Future<LawReport> each : reports.values()) {
        tell(each.get());
      }
      // Afterwards: a mutant is given time by how long the function takes undisturbed.
      for (Bundle function : options.mutate() ? reports.keySet() : Set.<Bundle>of()) {
        List<Fixture> fixtures = fixtures(Objects.requireNonNull(tested.get(function)));
        mutants = mutants.plus(new MutationCheck(engine).run(function, fixtures, mutants));
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Of a fixture with a chain, what came out of it. */
  private static List<Fixture> fixtures(FunctionReport report) {
    return report.results().stream().map(each -> each.run().fixture()).toList();
  }

  private LawReport laws(Bundle function, List<Fixture> fixtures) {
    String slug = function.config().slug();
    LawSettings held = settings.getOrDefault(slug, LawSettings.of(options.laws()));
    List<BrokenLaw> broken =
        new FreeLaws(engine, Clock.systemUTC()).check(function, fixtures, held);
    return new LawReport(slug, broken, generate(function, fixtures, held));
  }

  private void tell(LawReport report) throws IOException {
    laws.add(report);
    console.checked(report);
    Generated generated = report.generated();
    if (generated != null) {
      show(report.slug(), generated);
    }
  }

  private @Nullable Generated generate(Bundle function, List<Fixture> fixtures, LawSettings held) {
    Plan plan = options.plan();
    if (plan == null) {
      return null;
    }
    if (held.stance(Law.GENERATED) == Stance.OFF) {
      log.info(function.config().slug() + ": no histories are generated, that law is off");
      return null;
    }
    return new GeneratedHistories(engine, Clock.systemUTC()).run(function, fixtures, held, plan);
  }

  /** What was found before is of another function by now. */
  private void show(String slug, Generated generated) throws IOException {
    console.generated(slug, generated);
    Path folder = output.resolve("generated");
    for (int i = 1; Files.deleteIfExists(folder.resolve(name(slug, i))); i++) {
      log.debug("deleted " + name(slug, i));
    }
    List<String> fixtures = LawConsole.fixtures(generated);
    for (int i = 0; i < fixtures.size(); i++) {
      Path file = folder.resolve(name(slug, i + 1));
      Files.createDirectories(folder);
      Files.writeString(file, fixtures.get(i));
      console.found(
          generated.broken().get(i),
          fixtures.get(i),
          root.relativize(file.toAbsolutePath()).toString().replace('\\', '/'));
    }
  }

  private static String name(String slug, int number) {
    return slug + "-" + number + ".fixture.yaml";
  }

  /** What the laws said of each function so far. */
  List<LawReport> laws() {
    return List.copyOf(laws);
  }

  /**
   * When all functions had their turn: shows the mutants.
   *
   * @return why the build fails, one sentence each; none when it does not
   */
  List<String> end() throws IOException {
    List<String> reasons = new ArrayList<>();
    int failures = laws.stream().mapToInt(LawReport::failures).sum();
    if (failures > 0) {
      reasons.add("Functions break laws that they are held to: " + failures + ".");
    }
    if (options.mutate()) {
      Path file = output.resolve("mutations.json");
      MutationText.write(mutants, file);
      MutationText.lines(mutants).forEach(log::info);
      if (mutants.percent() < options.minimum()) {
        reasons.add(
            "Fixtures notice "
                + mutants.percent()
                + " % of the changed operators, jitsu.mutate.minimum is "
                + options.minimum()
                + ".\n\nSee "
                + file
                + " for each of them.");
      }
    }
    return reasons;
  }
}

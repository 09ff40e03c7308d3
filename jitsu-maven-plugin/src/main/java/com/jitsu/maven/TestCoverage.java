package com.jitsu.maven;

import com.jitsu.maven.report.CoverageConsole;
import com.jitsu.maven.report.CoverageFolder;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SeparateModules;
import com.jitsu.sdk.engine.EngineOptions;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.fixtures.FixtureCoverage;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code jitsu:test} does about coverage: nothing unless it is wanted. For one run. */
final class TestCoverage {

  private final boolean wanted;
  private final double minimum;
  private final Path root;
  private final Path folder;
  private final Consumer<String> info;
  private @Nullable FixtureCoverage running;
  private @Nullable Coverage ended;

  /**
   * @param minimum percent of all lines; 0 for none
   * @param folder of the reports
   * @throws ProblemException JITSU-0831 when the minimum is no percentage
   */
  TestCoverage(boolean wanted, double minimum, Path root, Path folder, Consumer<String> info) {
    if (!(minimum >= 0 && minimum <= 100)) {
      throw new ProblemException(TestProblems.noPercentage("jitsu.coverage.minimum", minimum));
    }
    this.wanted = wanted;
    this.minimum = minimum;
    this.root = root;
    this.folder = folder;
    this.info = info;
  }

  EngineOptions options(Limits limits) {
    EngineOptions options = EngineOptions.of(limits);
    return wanted ? options.withCoverage() : options;
  }

  boolean isWanted() {
    return wanted;
  }

  /** Functions are compiled; what runs from now on counts. */
  void begin(FunctionEngine engine, Supplier<SeparateModules> files, List<Bundle> functions) {
    if (wanted) {
      running = FixtureCoverage.begin(engine, files.get(), functions);
    }
  }

  /** All fixtures have run: shows and writes what they covered. */
  void end() throws IOException {
    if (running == null) {
      return;
    }
    Coverage coverage = running.soFar();
    CoverageFolder reports = new CoverageFolder(folder);
    reports.write(coverage, root);
    String page = root.relativize(reports.index()).toString();
    new CoverageConsole(info).show(coverage, page);
    ended = coverage;
  }

  /**
   * Holds what was covered against the minimum.
   *
   * @throws ProblemException JITSU-0830 when it is less
   */
  void check() {
    if (ended != null && CoverageConsole.percent(ended) < minimum) {
      throw new ProblemException(TestProblems.tooLittleCoverage(ended, minimum));
    }
  }

  /** Whether {@link #check} could find anything. */
  boolean hasMinimum() {
    return wanted && minimum > 0;
  }
}

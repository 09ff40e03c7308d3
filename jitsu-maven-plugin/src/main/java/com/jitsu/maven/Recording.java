package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.fixtures.FixtureRunner;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.fixtures.Snapshots;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How the fixtures of one project are run: held against recorded outcomes, or recorded anew. */
final class Recording {

  private static final Set<String> NO = Set.of("", "false", "0");

  private final boolean update;
  private final Snapshots snapshots;

  private Recording(boolean update, Snapshots snapshots) {
    this.update = update;
    this.snapshots = snapshots;
  }

  /**
   * Refuses to record on a CI server: what it finds wrong would become what it finds right.
   *
   * @param environment where {@code CI} is set there, to anything but false and 0
   */
  static void check(boolean update, Map<String, String> environment) {
    String ci = environment.getOrDefault("CI", "").strip();
    if (update && !NO.contains(ci.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(TestProblems.recordingOnCi(ci));
    }
  }

  static Recording of(boolean update, Path root, ProjectFixtures fixtures) {
    return new Recording(update, new Snapshots(root, fixtures));
  }

  FixtureRunner runner(FunctionEngine engine, List<Bundle> functions) {
    return update
        ? new FixtureRunner(engine, functions, snapshots)
        : new FixtureRunner(engine, functions);
  }

  /** After the last fixture: writes what was recorded, or warns of what nobody expects. */
  void end(Consumer<String> info, Consumer<String> warn) throws IOException {
    if (update) {
      info.accept("Recorded outcomes: " + snapshots.write().text());
    } else {
      snapshots.stale().forEach(each -> warn.accept(each.problem().text()));
    }
  }
}

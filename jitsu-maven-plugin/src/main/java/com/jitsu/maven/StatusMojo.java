package com.jitsu.maven;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.RebuildWatch;
import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.report.BuilderTable;
import com.jitsu.maven.report.FailureLines;
import com.jitsu.maven.report.RebuildText;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the builders of a server: published version, whether the draft differs, how many profiles
 * there are and wait, how long rows take to be current, and where functions fail; while a rebuild
 * runs, follows it. Works without a project, too.
 *
 * <p>The server's key comes from {@code -Djitsu.apiKey}, the environment variable {@code
 * JITSU_API_KEY}, the password of {@code jitsu.serverId} in {@code settings.xml}, or, for a server
 * of this project or of {@code jitsu.data}, its {@code keys.json}. It is no parameter on purpose:
 * those are printed by {@code mvn -X}.
 *
 * @since 0.1.0
 */
@Mojo(name = "status", requiresProject = false, aggregator = true, threadSafe = true)
public final class StatusMojo extends ConnectedMojo {

  /**
   * Whether to follow the rebuilds that run until they are over.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.follow", defaultValue = "true")
  private boolean follow;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.status.skip", defaultValue = "false")
  private boolean skipStatus;

  @Override
  void run() throws InterruptedException {
    try (ServerClient client = connect()) {
      List<BuilderState> builders = client.builders();
      BuilderTable.of(builders).forEach(getLog()::info);
      builders.stream()
          .filter(state -> !isFollowed(state)) // told when it is over
          .filter(state -> state.rebuild() != null && !served(state.rebuild()))
          .flatMap(state -> FailureLines.rebuild(state).stream())
          .forEach(getLog()::warn);
      builders.stream()
          .filter(state -> state.rebuild() != null && !state.rebuild().isCancelled())
          .flatMap(state -> RebuildText.problem(state, address().toString()).stream())
          .forEach(problem -> getLog().warn(problem.text()));
      builders.stream().flatMap(state -> FailureLines.live(state).stream()).forEach(getLog()::warn);
      if (follow) {
        follow(
            client,
            builders.stream()
                .filter(this::isFollowed)
                .map(state -> new RebuildWatch.Target(state.id(), state.rebuildPublication()))
                .toList(),
            state -> {});
      }
    }
  }

  /** A rebuild that pauses already is shown and left alone. */
  private boolean isFollowed(BuilderState state) {
    return follow && state.isBuilding() && !state.isPaused();
  }

  /** Whether its failures are those of the version that serves, or nobody's any more. */
  private static boolean served(BuilderState.Rebuild rebuild) {
    return rebuild.isOver() && !rebuild.hasFailed();
  }

  @Override
  boolean isSkipped() {
    return skipStatus;
  }
}

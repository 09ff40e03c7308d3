package com.jitsu.maven;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.RebuildWatch;
import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.report.BuilderTable;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the builders of a server: published version, whether the draft differs, rebuild and waiting
 * profiles; while a rebuild runs, follows it. Works without a project, too.
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
      if (follow) {
        follow(
            client,
            builders.stream()
                .filter(BuilderState::isBuilding)
                .map(state -> new RebuildWatch.Target(state.id(), state.rebuildPublication()))
                .toList());
      }
    }
  }

  @Override
  boolean isSkipped() {
    return skipStatus;
  }
}

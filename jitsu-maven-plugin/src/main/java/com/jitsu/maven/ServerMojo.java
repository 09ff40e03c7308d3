package com.jitsu.maven;

import com.jitsu.maven.launch.ForegroundServer;
import com.jitsu.maven.launch.ServerCommand;
import com.jitsu.maven.launch.ServerRecord;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs server-lite until Ctrl-C. Its data stays in {@code .jitsu/server-data}; while it runs, the
 * other goals find it and its key by themselves. Works without a project, too.
 *
 * @since 0.1.0
 */
@Mojo(name = "server", requiresProject = false, aggregator = true)
public final class ServerMojo extends ServerLaunchMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.server.skip", defaultValue = "false")
  private boolean skipServer;

  @Override
  void run() throws IOException, InterruptedException {
    ServerRecord.requireNone(
        keptRecord(), "end it with Ctrl-C in its terminal, or use it: the other goals find it");
    ServerCommand command = command(keptFolder().resolve("server-data"));
    getLog().info("Starting server-lite; its data stays in " + command.data());
    new ForegroundServer(command, keptRecord(), Terminals.out(), Terminals.isTerminal()).run();
  }

  @Override
  boolean isSkipped() {
    return skipServer;
  }
}

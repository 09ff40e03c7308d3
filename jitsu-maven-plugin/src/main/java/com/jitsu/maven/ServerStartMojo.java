package com.jitsu.maven;

import com.jitsu.maven.launch.ServerCommand;
import com.jitsu.maven.launch.ServerProcess;
import com.jitsu.maven.launch.ServerRecord;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts server-lite in the background, for integration tests, and waits until it is ready. {@code
 * target/jitsu/server.json} tells address, process, data folder and log; the property {@code
 * jitsu.server} is set for what follows in the same build. {@code jitsu:server-stop} ends it.
 *
 * @since 0.1.0
 */
@Mojo(name = "server-start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class ServerStartMojo extends ServerLaunchMojo {

  /**
   * Seconds until the server must be ready.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.startSeconds", defaultValue = "60")
  private int startSeconds;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.server-start.skip", defaultValue = "false")
  private boolean skipServerStart;

  @Override
  void run() throws IOException, InterruptedException {
    Optional<ServerRecord> running = ServerRecord.read(startedRecord());
    if (running.flatMap(ServerRecord::process).isPresent()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0811",
              "this project's server runs already at " + running.get().address(),
              startedRecord().toString(),
              "end it with mvn jitsu:server-stop"));
    }
    ServerCommand command = command(output().resolve("server-data"));
    Path log = output().resolve("server.log");
    ServerRecord server = ServerProcess.start(command, log, Duration.ofSeconds(startSeconds));
    server.write(startedRecord());
    project().getProperties().setProperty("jitsu.server", server.address().toString());
    getLog().info("server-lite listens on " + server.address() + ", data in " + server.data());
  }

  @Override
  boolean isSkipped() {
    return skipServerStart;
  }
}

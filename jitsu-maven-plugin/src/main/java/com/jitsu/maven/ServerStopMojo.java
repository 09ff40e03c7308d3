package com.jitsu.maven;

import com.jitsu.maven.launch.ServerProcess;
import com.jitsu.maven.launch.ServerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Ends the server that {@code jitsu:server-start} has started; with none, it says so and succeeds.
 *
 * @since 0.1.0
 */
@Mojo(name = "server-stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST)
public final class ServerStopMojo extends JitsuMojo {

  /**
   * Seconds until a server that does not end by itself is killed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.stopSeconds", defaultValue = "30")
  private int stopSeconds;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.server-stop.skip", defaultValue = "false")
  private boolean skipServerStop;

  @Override
  void run() throws IOException, InterruptedException {
    Optional<ProcessHandle> process =
        ServerRecord.read(startedRecord()).flatMap(ServerRecord::process);
    if (process.isEmpty()) {
      getLog().info("No server of this project runs.");
    } else if (ServerProcess.stop(process.get(), Duration.ofSeconds(stopSeconds))) {
      getLog().info("The server has ended.");
    } else {
      getLog().warn("The server did not end within " + stopSeconds + " seconds and was killed.");
    }
    Files.deleteIfExists(startedRecord());
  }

  @Override
  boolean isSkipped() {
    return skipServerStop;
  }
}

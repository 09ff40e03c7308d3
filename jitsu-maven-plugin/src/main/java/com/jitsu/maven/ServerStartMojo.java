package com.jitsu.maven;

import com.jitsu.maven.launch.ServerCommand;
import com.jitsu.maven.launch.ServerProcess;
import com.jitsu.maven.launch.ServerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts server-lite in the background, for integration tests, and waits until it is ready. {@code
 * .jitsu/started/server.json} tells address, process, data folder and log; the property {@code
 * jitsu.server} is set for what follows in the same build. {@code jitsu:server-stop} ends it.
 *
 * <p>Each start empties {@code .jitsu/started}, so that every server begins without data; {@code
 * mvn clean} leaves that folder alone, for a server may live in it.
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
    ServerRecord.requireNone(startedRecord(), "end it with mvn jitsu:server-stop");
    wipeStarted();
    ServerCommand command = command(startedFolder().resolve("server-data"));
    Path log = startedFolder().resolve("server.log");
    ServerRecord server = ServerProcess.start(command, log, Duration.ofSeconds(startSeconds));
    server.write(startedRecord());
    project().getProperties().setProperty("jitsu.server", server.address().toString());
    getLog().info("server-lite listens on " + server.address() + ", data in " + server.data());
  }

  private void wipeStarted() throws IOException {
    if (!Files.isDirectory(startedFolder())) {
      return;
    }
    try (Stream<Path> all = Files.walk(startedFolder())) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }

  @Override
  boolean isSkipped() {
    return skipServerStart;
  }
}

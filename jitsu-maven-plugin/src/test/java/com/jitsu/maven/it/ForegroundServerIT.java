package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.launch.ServerRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code mvn jitsu:server}, as someone has it in a second terminal. */
class ForegroundServerIT {

  @Test
  void itRunsUntilMavenIsEndedAndTheOtherGoalsFindItMeanwhile()
      throws IOException, InterruptedException {
    Path project = Folders.project("cdnow", "server");
    Path recordFile = project.resolve(".jitsu/server.json");
    Path log = project.resolve("server.log");
    Process maven = MavenBuild.start(project, log, "jitsu:server", "-Djitsu.port=0");
    ServerRecord server;
    try {
      Await.until(
          Duration.ofMinutes(2),
          () -> ServerRecord.read(recordFile).isPresent() || !maven.isAlive());
      server = ServerRecord.read(recordFile).orElseThrow();
      assertThat(server.process()).isPresent();
      assertThat(server.data()).isEqualTo(project.resolve(".jitsu/server-data"));
      assertThat(log).content().contains("its data stays in " + server.data());
      MavenBuild.run(project, "jitsu:status").succeeds().says("no builders yet");

      MavenBuild.run(project, "jitsu:server", "-Djitsu.port=0")
          .fails()
          .says("JITSU-0811", server.address().toString(), "Ctrl-C");
      assertThat(ServerRecord.read(recordFile)).contains(server);
    } finally {
      maven.destroy(); // as Ctrl-C does
      maven.waitFor();
    }
    ProcessHandle child = ProcessHandle.of(server.pid()).orElse(null);
    Await.until(Duration.ofSeconds(30), () -> child == null || !child.isAlive());
    assertThat(recordFile).doesNotExist();
    assertThat(server.data().resolve("keys.json")).exists();
  }

  @Test
  void aTakenPortIsToldWithTheWayOut() throws IOException, InterruptedException {
    Path project = Folders.project("cdnow", "taken port");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MavenBuild.run(project, "jitsu:server-start", "-Djitsu.port=" + taken.getLocalPort())
          .fails()
          .says("JITSU-0806", Integer.toString(taken.getLocalPort()), "-Djitsu.port=0");
    }
    assertThat(Files.exists(project.resolve(".jitsu/started/server.json"))).isFalse();
  }
}

package com.jitsu.maven.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerRecordTest {

  @TempDir Path folder;

  @Test
  void aRecordIsReadAsItWasWritten() throws IOException {
    ServerRecord record = record(Instant.parse("2026-01-01T00:00:00Z"));
    Path file = folder.resolve("new").resolve("server.json");
    record.write(file);
    assertThat(ServerRecord.read(file)).contains(record);
  }

  @Test
  void aMissingOrHalfWrittenRecordIsNone() throws IOException {
    assertThat(ServerRecord.read(folder.resolve("server.json"))).isEmpty();
    Files.writeString(folder.resolve("server.json"), "{\"address\": \"http://127");
    assertThat(ServerRecord.read(folder.resolve("server.json"))).isEmpty();
  }

  @Test
  void onlyTheRecordOfThisServerIsDeleted() throws IOException {
    Path file = folder.resolve("server.json");
    ServerRecord mine = record(Instant.parse("2026-01-01T00:00:00Z"));
    record(Instant.parse("2026-01-02T00:00:00Z")).write(file);
    mine.deleteFrom(file);
    assertThat(file).exists();
    mine.write(file);
    mine.deleteFrom(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void aKeyOfTheBannerIsCompletedFromTheKeysFileOnly() throws IOException {
    Files.writeString(folder.resolve("keys.json"), "{\"deployKey\": \"abcdefgh\"}");
    assertThat(WholeKeys.in("    deployKey    abcde…  mvn jitsu:deploy", folder))
        .isEqualTo("    deployKey    abcdefgh  mvn jitsu:deploy");
    String given = "    adminToken   other…  everything else";
    assertThat(WholeKeys.in(given, folder)).isEqualTo(given);
    assertThat(WholeKeys.in("Listening on …", folder)).isEqualTo("Listening on …");
  }

  @Test
  void aProcessThatWasGivenTheSameNumberLaterIsAnother() {
    ProcessHandle me = ProcessHandle.current();
    assertThat(record(ServerRecord.startOf(me)).process()).contains(me);
    assertThat(record(ServerRecord.startOf(me).minusSeconds(60)).process()).isEmpty();
  }

  @Test
  void theReadyLineIsFoundAmongOthers() {
    assertThat(ServerProcess.readyAddress("starting\nListening on http://127.0.0.1:41231\nmore"))
        .contains(URI.create("http://127.0.0.1:41231"));
    assertThat(ServerProcess.readyAddress("Listening on http://127.0.0.1:")).isEmpty();
  }

  @Test
  void newerJdksAreToldThatNativeLibrariesAreMeant() {
    assertThat(command(17).words()).doesNotContain("--enable-native-access=ALL-UNNAMED");
    assertThat(command(25).words()).contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void theCommandLineIsTheServersOwn() {
    assertThat(command(17).words())
        .containsExactly(
            Path.of("/jdk/bin/java").toString(),
            "-Xmx1g",
            "-cp",
            "a.jar" + java.io.File.pathSeparator + "b c.jar",
            "com.jitsu.lite.Main",
            "--port",
            "0",
            "--data",
            "data",
            "--config",
            "jitsu.yaml");
  }

  private static ServerCommand command(int feature) {
    return new ServerCommand(
        Path.of("/jdk"),
        feature,
        List.of(Path.of("a.jar"), Path.of("b c.jar")),
        List.of("-Xmx1g"),
        Path.of("data"),
        0,
        Path.of("jitsu.yaml"));
  }

  private ServerRecord record(Instant startedAt) {
    return new ServerRecord(
        URI.create("http://127.0.0.1:8001"),
        ProcessHandle.current().pid(),
        startedAt,
        folder,
        folder.resolve("server.log"));
  }
}

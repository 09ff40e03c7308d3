package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built server in a process of its own, ended well and badly. */
class ServerLiteIT {

  @TempDir Path data;

  @Test
  void sigtermEndsTheServerAndItsRedis() throws Exception {
    ServerProcess server = start();
    List<ProcessHandle> children = server.handle().children().toList();
    assertThat(children).as("Redis is a child").isNotEmpty();

    server.terminate();

    assertThat(server.awaitExit()).isEqualTo(143);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void theBannerTellsWhatThereIsAndKeepsKeysOutOfAPipe() throws Exception {
    try (ServerProcess server = start()) {
      JsonNode keys = Json.parse(Files.readAllBytes(data.resolve("keys.json")));
      assertThat(server.text())
          .contains("Listening on http://127.0.0.1:", data.toString(), "writeKey", "adminToken")
          .doesNotContain(keys.path("adminToken").asText(), keys.path("serverKey").asText());
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("keys.json"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void whatIsWrongAtTheStartIsToldWithARemedy() throws Exception {
    try (ServerProcess server = start()) {
      String port = server.address().replaceAll(".*:", "");

      ServerProcess taken =
          ServerProcess.start("--port", port, "--data", data.resolve("other").toString());
      assertThat(taken.awaitExit()).isEqualTo(1);
      assertThat(taken.text()).contains("JITSU-0603", "--port 0");

      ServerProcess inUse = ServerProcess.start("--port", "0", "--data", data.toString());
      assertThat(inUse.awaitExit()).isEqualTo(1);
      assertThat(inUse.text()).contains("JITSU-0601");
    }
    ServerProcess mistyped = ServerProcess.start("--prot", "1", "--data");
    assertThat(mistyped.awaitExit()).isEqualTo(2);
    assertThat(mistyped.text()).contains("did you mean \"--port\"?", "--data has no value");
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }
}

package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.clients.Gateway.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is away for a while, its disk is full, or an answer is lost: every event is stored,
 * once.
 */
class RetryIT {

  private static final int COUNT = 10;

  @TempDir Path data;
  private LiteServer server;

  @BeforeEach
  void start() throws Exception {
    server = LiteServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void segmentTriesAgainWhenUnavailableFullOrUnanswered() throws Exception {
    NpmClients.install();
    try (Gateway gateway = Gateway.before(server.address())) {
      gateway.plan(Fault.UNAVAILABLE, Fault.DISK_FULL, Fault.ANSWER_LOST, Fault.ANSWER_LOST);

      NpmClients.node("segment-patient.mjs", gateway.address(), server.serverKey(), "10");

      assertThat(gateway.seen()).hasSize(6);
    }
    assertAllArrivedOnce();
  }

  @Test
  void segmentOutlivesAServerThatIsKilled() throws Exception {
    NpmClients.install();
    server.kill();
    try (ClientProcess client =
        NpmClients.startNode(
            Map.of(), "segment-patient.mjs", server.address(), server.serverKey(), "10")) {
      client.awaitLines(2, "again: 1");

      server.startAgain();

      client.awaitSuccess();
    }
    assertAllArrivedOnce();
  }

  @Test
  void jitsuWithAPatientFetchTriesAgainWhenUnavailableFullOrUnanswered() throws Exception {
    NpmClients.install();
    try (Gateway gateway = Gateway.before(server.address())) {
      gateway.plan(Fault.ANSWER_LOST, Fault.UNAVAILABLE, Fault.DISK_FULL, Fault.ANSWER_LOST);

      NpmClients.node("patient.mjs", gateway.address(), server.serverKey(), "true", "10");

      assertThat(gateway.seen()).hasSize(COUNT + 4);
    }
    assertAllArrivedOnce();
  }

  @Test
  void jitsuWithAPatientFetchOutlivesAServerThatIsKilled() throws Exception {
    NpmClients.install();
    try (ClientProcess client =
        NpmClients.startNode(
            Map.of(), "patient.mjs", server.address(), server.serverKey(), "true", "10")) {
      client.awaitLines(1, "sent 2");
      server.kill();
      server.startAgain();

      client.awaitSuccess();
    }
    assertAllArrivedOnce();
  }

  @Test
  void curlTriesAgain() throws Exception {
    String curl = Machine.curl().toString();
    server.kill();
    String batch =
        IntStream.range(0, COUNT)
            .mapToObj(
                i ->
                    "{\"type\":\"track\",\"event\":\"Tried\",\"userId\":\"u-%d\",\"messageId\":\"m-%d\",\"properties\":{\"number\":%d}}"
                        .formatted(i, i, i))
            .reduce((left, right) -> left + "," + right)
            .orElseThrow();
    List<String> command =
        List.of(
            curl,
            "--no-progress-meter",
            "--retry",
            "20",
            "--retry-connrefused",
            server.address() + "/v1/batch",
            "-u",
            server.serverKey(),
            "-H",
            "Content-Type: application/json",
            "-d",
            "{\"batch\":[" + batch + "]}");
    try (ClientProcess client = ClientProcess.start(data, Map.of(), command)) {
      client.awaitLines(1, "Will retry");

      server.startAgain();

      assertThat(client.awaitSuccess())
          .endsWith("{\"ok\":true,\"receivedEvents\":10,\"okEvents\":10}");
    }
    assertAllArrivedOnce();
  }

  private void assertAllArrivedOnce() {
    assertThat(server.rows().stream().map(row -> row.get("properties_number").asInt()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, COUNT).boxed().toList());
    assertThat(server.errors()).isEmpty();
  }
}

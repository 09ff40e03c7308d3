package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built server in a process of its own, ended well and badly. */
class ServerLiteIT {

  private static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { n } } }";
  private static final int PER_BATCH = 25;

  @TempDir Path data;

  @Test
  void everyAcknowledgedEventSurvivesKillingTheServerInTheMiddleOfAStream() throws Exception {
    Stream stream = new Stream();
    ServerProcess server = start();
    client(server).publishAndWait("counts", COUNT);
    for (int kill = 0; kill < 3; kill++) {
      LiteClient client = client(server);
      CountDownLatch someAcknowledged = new CountDownLatch(20);
      Thread sender = new Thread(() -> stream.sendUntilItFails(client, someAcknowledged));
      sender.start();
      assertThat(someAcknowledged.await(60, TimeUnit.SECONDS)).isTrue();
      server.kill();
      sender.join();
      server = start();
      client(server).awaitCurrent("counts");

      long present = sum(client(server));
      assertThat(present)
          .as("acknowledged events that show in rows, kill %d", kill)
          .isGreaterThanOrEqualTo((long) stream.acknowledged.size() * PER_BATCH);
      assertThat(present).isLessThanOrEqualTo((long) stream.batches * PER_BATCH);
    }
    try (ServerProcess last = server) {
      // As every client does: what was not acknowledged is sent again, and counts once.
      LiteClient client = client(last);
      stream.unacknowledged.forEach(batch -> client.accept(stream.events(batch)));
      client.awaitCurrent("counts");

      assertThat(sum(client)).isEqualTo((long) stream.batches * PER_BATCH);
      assertThat(client.rows("select count(*) from events").path(0).path(0).asLong())
          .isLessThanOrEqualTo((long) stream.batches * PER_BATCH);
    }
  }

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

  private LiteClient client(ServerProcess server) {
    return new LiteClient(server.address(), data);
  }

  private static long sum(LiteClient client) {
    return client
        .rows("select coalesce(sum((traits->>'n')::bigint), 0)::bigint from profiles")
        .path(0)
        .path(0)
        .asLong();
  }

  /** Numbered batches, each with events of many customers. */
  private static final class Stream {

    private final ConcurrentLinkedQueue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> unacknowledged = new ConcurrentLinkedQueue<>();
    private int batches;

    void sendUntilItFails(LiteClient client, CountDownLatch progress) {
      while (true) {
        int batch = batches++;
        try {
          HttpResponse<String> answer = client.batch(List.of(events(batch)));
          if (Json.parse(answer.body()).path("okEvents").asInt() == PER_BATCH) {
            acknowledged.add(batch);
            progress.countDown();
            continue;
          }
          unacknowledged.add(batch);
        } catch (IllegalStateException killed) {
          unacknowledged.add(batch);
          return;
        }
      }
    }

    JsonNode[] events(int batch) {
      List<JsonNode> events = new ArrayList<>();
      for (int i = 0; i < PER_BATCH; i++) {
        events.add(
            Json.object()
                .put("type", "track")
                .put("event", "Visited")
                .put("userId", "u" + (batch + i) % 100)
                .put("messageId", batch + "-" + i));
      }
      return events.toArray(JsonNode[]::new);
    }
  }
}

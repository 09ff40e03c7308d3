package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds that end by SIGKILL, wherever they are. */
class RebuildCrashIT {

  private static final int CUSTOMERS = 500;

  @TempDir Path data;
  private int sent;

  @Test
  void everyEventShowsInTheLastVersionHoweverFarTheKilledRebuildWas() throws Exception {
    String key = "none";
    for (String until : List.of("build", "swap")) {
      key = until;
      try (ServerProcess server = start()) {
        LiteClient client = client(server);
        send(client);
        client.deploy("counts", count(until));
        client.publish("counts");
        send(client);
        List<String> passed = List.of("replay", "build", "swap", "done");
        client.await(
            "counts",
            state ->
                passed.indexOf(state.path("rebuild").path("phase").asText())
                    >= passed.indexOf(until));
        server.kill();
      }
    }
    try (ServerProcess server = start()) {
      LiteClient client = client(server);
      client.await("counts", state -> state.path("status").asText().equals("READY"));
      client.awaitCurrent("counts");

      String value = "sum((traits->>'" + key + "')::bigint)::bigint";
      assertThat(client.rows("select count(*), " + value + ", max(version) from profiles"))
          .hasToString("[[%d,%d,2]]".formatted(CUSTOMERS, sent));
      assertThat(client.builder("counts").path("serving"))
          .isEqualTo(Json.object().put("version", 2).put("publication", 2));
    }
  }

  private void send(LiteClient client) {
    JsonNode[] events =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(
                i ->
                    Json.object()
                        .put("type", "track")
                        .put("event", "Visited")
                        .put("userId", "u" + i)
                        .put("messageId", "m" + sent++))
            .toArray(JsonNode[]::new);
    client.accept(events);
  }

  private static String count(String key) {
    return "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { "
        + key
        + ": n } } }";
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }

  private LiteClient client(ServerProcess server) {
    return new LiteClient(server.address(), data);
  }
}

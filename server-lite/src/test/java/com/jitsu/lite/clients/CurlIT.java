package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell sends: each type on its own, a key in each place, the largest event. */
class CurlIT {

  private static final int LARGEST = 1_000_000;
  private static final String OK = "{\"ok\":true}";

  @TempDir Path data;
  @TempDir Path folder;
  private LiteServer server;

  @BeforeEach
  void start() throws Exception {
    Machine.curl();
    server = LiteServer.start(data);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eachTypeHasAnAddress() throws Exception {
    List<String> types = List.of("identify", "track", "page", "group", "alias", "screen");
    for (String type : types) {
      String event = "{\"userId\":\"u-" + type + "\",\"event\":\"Örder 🦊\"}";

      assertThat(json("/api/s/s2s/" + type, event, "-H", "X-Write-Key: " + server.serverKey()))
          .isEqualTo(OK);
      assertThat(json("/api/s/" + type, event, "-H", "X-Write-Key: " + server.writeKey()))
          .isEqualTo(OK);
    }

    assertThat(
            server.rows().stream()
                .map(row -> row.get("userid").asText() + " " + row.get("event").asText()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(types.stream(), types.stream())
                .map(type -> "u-" + type + " Örder 🦊")
                .toList());
    assertThat(server.errors()).isEmpty();
  }

  @Test
  void aKeyMayBeInEachPlaceThatIsDocumented() throws Exception {
    String key = server.serverKey().replace("default:", "");
    String event = "{\"userId\":\"u\"}";

    assertThat(json("/api/s/s2s/page", event, "-u", key + ":")).isEqualTo(OK);
    assertThat(json("/api/s/s2s/page", event, "-u", "default:" + key)).isEqualTo(OK);
    assertThat(json("/api/s/s2s/page?writekey=" + key, event)).isEqualTo(OK);
    assertThat(
            json(
                "/v1/batch",
                "{\"writeKey\":\"%s\",\"batch\":[{\"type\":\"page\"}]}".formatted(key)))
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(json("/api/s/s2s/page", event)).contains("no write key", "keys.json");
  }

  @Test
  void anEventMayHaveAMillionBytesAndNotOneMore() throws Exception {
    String key = "X-Write-Key: " + server.serverKey();
    String start = "{\"type\":\"track\",\"event\":\"Large\",\"properties\":{\"text\":\"";
    String text = "é".repeat((LARGEST - start.length() - 3) / 2);
    String largest = start + text + "\"}}";
    String padded = largest + " ".repeat(LARGEST - bytes(largest));

    assertThat(json("/api/s/s2s/track", padded, "-H", key)).isEqualTo(OK);
    assertThat(json("/api/s/s2s/track", padded + " ", "-H", key))
        .contains("message size 1000001 is too big. max allowed: 1000000", "max_event_size");

    assertThat(server.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.get("properties_text").asText()).isEqualTo(text));
  }

  private String json(String path, String body, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("body.json"), body);
    List<String> command =
        new ArrayList<>(
            List.of(
                Machine.curl().toString(),
                "-sS",
                server.address() + path,
                "-H",
                "Content-Type: application/json",
                "--data-binary",
                "@" + file));
    command.addAll(List.of(more));
    return ClientProcess.run(folder, Map.of(), command);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

package com.jitsu.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MadeRequestsTest {

  @Test
  void everyEventOfEveryRequestHasAnIdOfItsOwn() {
    MadeRequests requests = MadeRequests.batches("localhost:1", "key");
    ByteBuffer buffer = ByteBuffer.allocate(requests.longest());
    Set<String> ids = new HashSet<>();
    long number = 1;
    for (int i = 0; i < 3 * requests.templates().size(); i++) {
      RequestTemplate template = requests.templates().get(i % requests.templates().size());
      template.render(number, buffer);
      number += template.events();
      JsonNode batch = body(text(buffer)).path("batch");
      assertThat(batch).hasSize(MadeRequests.BATCH);
      batch.forEach(event -> ids.add(event.path("messageId").asText()));
    }
    assertThat(ids).hasSize(3 * requests.templates().size() * MadeRequests.BATCH);
    assertThat(ids).allMatch(id -> id.matches("[0-9a-f-]{36}"));
  }

  @Test
  void aRequestIsWhatAServersTrackerSends() {
    MadeRequests requests = MadeRequests.single("localhost:1", "js_key");
    ByteBuffer buffer = ByteBuffer.allocate(requests.longest());
    requests.templates().get(0).render(0xabcdefL, buffer);
    String text = text(buffer);
    JsonNode event = body(text);

    assertThat(text)
        .startsWith("POST /api/s/s2s/" + event.path("type").asText() + " HTTP/1.1\r\n")
        .contains("\r\nX-Write-Key: js_key\r\n");
    assertThat(event.path("messageId").asText()).endsWith("-000000abcdef");
    assertThat(event.has("receivedAt")).isFalse();
  }

  @Test
  void eventsAreLifelike() {
    assertThat(
            MadeRequests.events().stream().map(event -> event.path("userId").asText()).distinct())
        .hasSize(800);
    assertThat(
            MadeRequests.events().stream()
                .mapToInt(event -> Json.bytes(event).length)
                .average()
                .orElseThrow())
        .isCloseTo(1_100, within(100.0));
  }

  private static JsonNode body(String request) {
    String[] parts = request.split("\r\n\r\n", 2);
    assertThat(parts[0]).endsWith("Content-Length: " + parts[1].getBytes(UTF_8).length);
    return Json.parse(parts[1].getBytes(UTF_8));
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new String(bytes, UTF_8);
  }
}

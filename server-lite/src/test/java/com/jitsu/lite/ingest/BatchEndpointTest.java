package com.jitsu.lite.ingest;

import static com.jitsu.lite.ingest.IngestHouse.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many events in one body. */
class BatchEndpointTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = new IngestHouse(() -> folder);

  @Test
  void theSameMessageIsStoredOnce() {
    for (int i = 0; i < 2; i++) {
      assertThat(house.server("/api/s/s2s/page", "{\"messageId\":\"same\"}").status())
          .isEqualTo(200);
    }
    Answer batch =
        house.server(
            "/v1/batch",
            "{\"batch\":[{\"type\":\"page\",\"messageId\":\"same\"},{\"type\":\"page\"}]}");

    assertThat(batch)
        .hasToString(
            "200 {\"ok\":true,\"receivedEvents\":2,\"okEvents\":2,\"deduplicatedEvents\":1}");
    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(1).path("messageId").asText()).hasSize(36);
  }

  @Test
  void aBatchStoresTheGoodEventsAndNamesTheBad() {
    Answer answer =
        house.server(
            "/api/s/s2s/batch",
            """
            {"batch": [
              {"type": "track", "event": "Paid", "messageId": "good", "context": {"a": 1}},
              {"type": "buy", "messageId": "bad one"},
              7,
              {"type": "track", "messageId": "nameless"},
              {"type": "page", "messageId": "big", "x": "%s"},
              {"type": "identify", "traits": {"email": "a@b.c"}}],
             "context": {"a": 0, "b": {"c": 2}}}
            """
                .formatted("x".repeat(1_000_000)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("ok").asBoolean(true)).isFalse();
    assertThat(answer.json().path("receivedEvents").asInt()).isEqualTo(6);
    assertThat(answer.json().path("okEvents").asInt()).isEqualTo(2);
    assertThat(answer.json().path("errors").size()).isEqualTo(4);
    assertThat(answer.json().path("errors").path(0).asText())
        .startsWith("Message ID: bad_one: event error: Unknown event type: buy → use one of");
    assertThat(answer.json().path("errors").path(1).asText())
        .contains("an event must be a JSON object, found number");
    assertThat(answer.json().path("errors").path(3).asText())
        .startsWith("Message ID: big: event error: message size 1000");
    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(0).path("context").toString()).isEqualTo("{\"a\":1,\"b\":{\"c\":2}}");
    assertThat(house.event(1).path("context").toString()).isEqualTo("{\"a\":0,\"b\":{\"c\":2}}");
    assertThat(house.log()).filteredOn(line -> line.startsWith("rejected")).hasSize(3);
    assertThat(house.log())
        .as("what is too large is cut, so it must not count as read")
        .filteredOn(line -> line.startsWith("malformed"))
        .singleElement()
        .asString()
        .contains(" is too big. max allowed: 1000000");
    assertThat(house.log())
        .contains("rejected default 7 | event error: an event must be a JSON object, found number");
  }

  @Test
  void aSharedContextCannotMultiplyABodyWithoutEnd() {
    String events = "{},".repeat(1_999) + "{}";
    Answer answer =
        house.server(
            "/v1/batch",
            "{\"eventsName\":\"x\",\"context\":{\"a\":\"%s\"},\"batch\":[%s]}"
                .formatted("x".repeat(100_000), events));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText())
        .startsWith(
            "error parsing message: the events of the batch, each with the shared context,");
    assertThat(house.stored()).isEmpty();
    assertThat(house.log()).singleElement().asString().startsWith("malformed default {");
  }

  @Test
  void idsThatLookAlikeOnceMendedAreTwo() {
    String page = "{\"type\":\"page\",\"messageId\":\"%s\"}";
    String batch =
        String.join(
            ",", page.formatted("order/1"), page.formatted("order_1"), page.formatted("order/1"));

    assertThat(house.server("/v1/batch", "{\"batch\":[" + batch + "]}"))
        .hasToString(
            "200 {\"ok\":true,\"receivedEvents\":3,\"okEvents\":3,\"deduplicatedEvents\":1}");
    assertThat(house.stored()).hasSize(2);
  }

  @Test
  void aPagesSharedContextLosesItsControlKeysToo() {
    String body = "{\"context\":{\"JITSU_X\":1,\"a\":2},\"batch\":[{\"type\":\"page\"}]}";

    house.json("/v1/batch", body, "X-Write-Key", house.keys().writeKey().reveal());
    assertThat(house.event(0).path("context").has("JITSU_X")).isFalse();
    assertThat(house.event(0).path("context").path("a").asInt()).isEqualTo(2);
  }

  @Test
  void aBatchMayCarryItsKeyAndBeEmpty() {
    String key = house.keys().writeKey().reveal();

    assertThat(
            house
                .json(
                    "/v1/batch",
                    bytes(
                        "{\"batch\":[{\"type\":\"page\",\"JITSU_X\":1}],\"writeKey\":\""
                            + key
                            + "\"}"))
                .body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(house.stored().get(0)).startsWith("default ").doesNotContain("JITSU_X");
    assertThat(house.server("/v1/batch", "{\"batch\":[]}").body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":0,\"okEvents\":0}");
    assertThat(house.json("/v1/batch", bytes("{\"batch\":[]}")).status()).isEqualTo(401);
    for (String body : List.of("{}", "{\"batch\":{}}", "{\"batch\":null}")) {
      assertThat(house.server("/v1/batch", body).status()).isEqualTo(400);
    }
  }
}

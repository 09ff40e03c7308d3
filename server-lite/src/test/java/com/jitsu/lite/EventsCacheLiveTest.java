package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.http.EventReader;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the whole server tells in its events cache, from HTTP through journal and loader. */
class EventsCacheLiveTest {

  @TempDir Path data;
  @RegisterExtension final LiteHouse house = new LiteHouse(() -> data);

  @Test
  void aValueThatCannotBeCastIsAnErrorBesideTheSuccessThatMadeItsColumn() {
    house.client().accept(event("m1", "\"local_tz_offset\":0,\"price\":1.50"));
    JsonNode success = records("namespace=destination", 1).path(0);
    house.client().accept(event("m2", "\"local_tz_offset\":\"sixty\",\"price\":2"));
    JsonNode both = records("namespace=destination", 2);

    assertThat(both.path(1)).isEqualTo(success);
    assertThat(both.path(0).path("error").asText())
        .isEqualTo("Unsupported column [local_tz_offset] type changing from: STRING to: INT64");
    assertThat(both.path(0).path("original").path("messageId").asText()).isEqualTo("m2");
    assertThat(both.path(0).path("success").isMissingNode()).isTrue();
    assertThat(records("namespace=destination&status=error", 1).path(0).path("error"))
        .isEqualTo(both.path(0).path("error"));

    JsonNode stored = success.path("success");
    assertThat(stored.path("destination_id").asText()).isEqualTo("duckdb");
    assertThat(stored.path("table").asText()).isEqualTo("events");
    List<String> fields = new ArrayList<>();
    stored
        .path("record")
        .forEach(
            field -> fields.add(field.path("field").asText() + " " + field.path("type").asText()));
    List<String> columns = new ArrayList<>();
    house
        .client()
        .rows("select column_name, column_type from (describe events)")
        .forEach(column -> columns.add(column.path(0).asText() + " " + column.path(1).asText()));
    assertThat(fields).as("in column order, with the types of the columns").isEqualTo(columns);
    assertThat(fields).contains("local_tz_offset BIGINT", "price DOUBLE", "messageid VARCHAR");
    assertThat(Json.text(stored.path("record")))
        .contains("{\"field\":\"local_tz_offset\",\"type\":\"BIGINT\",\"value\":0}")
        .contains("{\"field\":\"price\",\"type\":\"DOUBLE\",\"value\":1.50}");
  }

  @Test
  void everyKindOfRecordIsThere() {
    house.client().accept(event("m1", "\"a\":1"), event("m2", "\"JITSU_TABLE_NAME\":null"));
    sendRaw("{\"type\":");
    sendRaw("{\"type\":\"track\"}");

    JsonNode tokens = records("namespace=token", 4);
    assertThat(tokens.path(0).path("malformed").asText()).contains("\"track\"");
    assertThat(tokens.path(0).path("error").asText()).contains("'event' property is required");
    assertThat(tokens.path(1).path("malformed").asText()).isEqualTo("{\"type\":");
    assertThat(tokens.path(1).path("error").asText()).startsWith("error parsing message: ");
    assertThat(tokens.path(2).path("original").path("receivedAt").asText())
        .as("after enrichment")
        .isNotEmpty();
    assertThat(records("namespace=token&status=error", 2)).hasSize(2);
    JsonNode skipped = records("namespace=destination", 2).path(0);
    assertThat(skipped.path("skip").asText())
        .isEqualTo(
            "Transform or table name filter marked object to be skipped. This object will be"
                + " skipped.");
    assertThat(house.client().rows("select messageid from events").toString())
        .isEqualTo("[[\"m1\"]]");
  }

  @Test
  void aPageMayFollowWhatHappens() throws Exception {
    String address =
        house.server().address()
            + "/api/v1/events/stream?namespace=token&q=wanted&token="
            + house.client().key("adminToken");
    try (EventReader reader = EventReader.open(address)) {
      assertThat(reader.any().event()).isEqualTo("retry");
      house.client().accept(event("m1", "\"a\":\"other\""), event("m2", "\"a\":\"Wanted\""));

      JsonNode event = Json.parse(reader.next().data());
      assertThat(event.path("original").path("messageId").asText()).isEqualTo("m2");
      house.server().close();
      EventReader.Event last = reader.next();
      assertThat(last.event()).isEqualTo("end");
    }
  }

  private static JsonNode event(String messageId, String more) {
    return Json.parse(
        "{\"type\":\"track\",\"event\":\"Order\",\"messageId\":\"%s\",%s}"
            .formatted(messageId, more));
  }

  private void sendRaw(String body) {
    LiteClient client = house.client();
    HttpResponse<String> answer =
        client.send(
            client
                .request("/api/s/s2s/event")
                .header("X-Write-Key", client.key("serverKey"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  /** The events of the answer, once there are so many. */
  private JsonNode records(String query, int count) {
    until(count + " records of " + query, () -> ask(query).size() == count);
    return ask(query);
  }

  private JsonNode ask(String query) {
    return Json.parse(house.client().get("/api/v1/events/cache?" + query).body()).path("events");
  }
}

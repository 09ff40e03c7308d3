package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Events of Jitsu Classic's clients through the whole house. */
class ClassicEventsTest {

  /** The two events of Classic's page on its cache; the second has a text for a number. */
  private static final String SAMPLE =
      """
      {"api_key": "api_secret", "event_type": "pageview",
       "eventn_ctx": {
         "click_id": {}, "event_id": "%s", "ids": {}, "local_tz_offset": %s,
         "page_title": "Jitsu: Open-source data integration and event collection",
         "referer": "https://referer-site.com/", "url": "https://jitsu.com/",
         "user": {"anonymous_id": "%s"},
         "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Firefox/78.0",
         "utc_time": "2020-11-30T21:48:12.754000Z", "utm": {}},
       "eventn_data": {}, "src": "eventn"}
      """;

  @TempDir Path data;
  @RegisterExtension final LiteHouse house = new LiteHouse(() -> data);

  @Test
  void theSamplesShowInBothNamespacesOfTheCache() {
    String good = SAMPLE.formatted("213ndisand", "0", "dano2131").strip();
    String bad = SAMPLE.formatted("dna3b213b", "\"0\"", "enoq4o12").strip();

    assertThat(post("/api/v1/s2s/event", good).body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(post("/api/v1/s2s/event", bad).body()).isEqualTo("{\"status\":\"ok\"}");

    List<JsonNode> incoming = cached("namespace=token&ids=default");
    List<JsonNode> results = cached("namespace=destination&ids=duckdb");
    assertThat(incoming.get(0).path("token_id").asText()).isEqualTo("default");
    assertThat(incoming.get(0).path("uid").asText()).hasSize(36);
    assertOriginal(incoming.get(1).path("original"), good);
    assertOriginal(incoming.get(0).path("original"), bad);
    assertThat(results.get(0).path("original")).isEqualTo(incoming.get(0).path("original"));
    assertThat(results.get(0).path("error").asText())
        .isEqualTo(
            "Unsupported column [eventn_ctx_local_tz_offset] type changing from: STRING to: INT64");
    JsonNode success = results.get(1).path("success");
    assertThat(success.path("destination_id").asText()).isEqualTo("duckdb");
    assertThat(success.path("table").asText()).isEqualTo("events");
    assertThat(success.path("record"))
        .contains(
            field("eventn_ctx_local_tz_offset", "BIGINT", "0"),
            field("eventn_ctx_utc_time", "TIMESTAMP", "\"2020-11-30T21:48:12.754000Z\""),
            field("eventn_ctx_event_id", "VARCHAR", "\"213ndisand\""),
            field("eventn_ctx_user_anonymous_id", "VARCHAR", "\"dano2131\""),
            field("api_key", "VARCHAR", "\"default\""),
            field("src", "VARCHAR", "\"eventn\""),
            field("source_ip", "VARCHAR", "\"127.0.0.1\""));
  }

  @Test
  void aDryRunShowsTheRowAndWritesNothing() {
    String path = "/api/v1/events/dry-run?destination_id=duckdb";
    String event = "{\"n\":1.50,\"at\":\"2020-11-30T21:48:12Z\",\"src\":\"me\"}";

    JsonNode before = Json.parse(post(path, event).body());

    assertThat(before).hasSize(1);
    assertThat(before.path(0))
        .contains(
            field("n", "DOUBLE", "1.50"),
            field("at", "TIMESTAMP", "\"2020-11-30T21:48:12.000000Z\""),
            field("src", "VARCHAR", "\"me\""));
    assertThat(
            house.client().post("/api/sql", Json.object().put("sql", "from events")).statusCode())
        .isEqualTo(400);

    post("/api/v1/s2s/event", "{\"n\":\"text\",\"event_id\":\"e1\"}");
    cached("namespace=destination&ids=duckdb", 1);
    JsonNode after = Json.parse(post(path, event).body());

    assertThat(after.path(0)).contains(field("n", "VARCHAR", "\"1.50\""));
    assertThat(house.client().rows("select count(*) from events").toString()).isEqualTo("[[1]]");
    post("/api/v1/s2s/event", "{\"flag\":true}");
    cached("namespace=destination&ids=duckdb", 2);
    HttpResponse<String> misfit = post(path, "{\"flag\":\"no flag\"}");
    assertThat(misfit.statusCode()).isEqualTo(400);
    assertThat(misfit.body())
        .isEqualTo(
            "{\"message\":\"Error getting dry run response for destination with id=[duckdb]:"
                + " Unsupported column [flag] type changing from: STRING to: BOOL\",\"error\":\"\"}");
  }

  @Test
  void aDryRunSaysThatAnEventIsLeftOut() {
    assertThat(
            post(
                    "/api/v1/events/dry-run?destination_id=duckdb",
                    "{\"n\":1,\"JITSU_TABLE_NAME\":false}")
                .body())
        .contains("Transform or table name filter marked object to be skipped.");
  }

  private HttpResponse<String> post(String path, String body) {
    LiteClient client = house.client();
    return client.send(
        client
            .request(path)
            .header("X-Auth-Token", client.key("serverKey"))
            .POST(BodyPublishers.ofString(body)));
  }

  /** Newest first, once two are there. */
  private List<JsonNode> cached(String query) {
    return cached(query, 2);
  }

  private List<JsonNode> cached(String query, int wanted) {
    LiteClient client = house.client();
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    JsonNode events = Json.object();
    while (events.size() < wanted) {
      assertThat(Instant.now()).as("in time; the cache has %s", events).isBefore(end);
      events =
          Json.parse(
                  client
                      .get("/api/v1/events/cache?token=" + client.key("adminToken") + "&" + query)
                      .body())
              .path("events");
    }
    return List.of(events.get(0), events.path(1));
  }

  private static void assertOriginal(JsonNode original, String sent) {
    ObjectNode expected = (ObjectNode) Json.parse(sent);
    assertThat(original.path("_timestamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    String hashed = original.path("eventn_ctx").path("user").path("hashed_anonymous_id").asText();
    assertThat(hashed).matches("[0-9a-f]{32}");
    expected.put("api_key", "default");
    expected.put("source_ip", "127.0.0.1");
    expected.set("_timestamp", original.path("_timestamp"));
    ((ObjectNode) expected.path("eventn_ctx").path("user")).put("hashed_anonymous_id", hashed);
    assertThat(original).isEqualTo(expected);
  }

  private static JsonNode field(String field, String type, String value) {
    return Json.parse(
        "{\"field\":\"%s\",\"type\":\"%s\",\"value\":%s}".formatted(field, type, value));
  }
}

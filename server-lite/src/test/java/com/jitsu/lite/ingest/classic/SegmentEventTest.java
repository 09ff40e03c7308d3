package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.NOW;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import com.jitsu.sdk.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for Segment's libraries: an event of theirs becomes one of Jitsu Classic. */
class SegmentEventTest {

  private static final String TRACK =
      """
      {"type": "track", "event": "Paid", "messageId": "m1", "anonymousId": "a1", "userId": "u1",
       "timestamp": "2020-06-16T23:00:00Z", "integrations": {"all": true},
       "properties": {"total": 12.50, "currency": "EUR"},
       "context": {
         "page": {"title": "Cart", "path": "/cart", "referrer": "https://r.example"},
         "traits": {"email": "a@b.c"}, "userAgent": "Own/2", "ip": "198.51.100.7", "locale": "de",
         "campaign": {"name": "spring", "source": "mail"}, "os": {"name": "iOS", "version": "14"},
         "device": {"manufacturer": "Apple", "id": "d1"}, "library": {"name": "analytics-node"},
         "location": {"city": "Bonn"}, "timezone": "Europe/Berlin",
         "screen": {"width": 1024, "height": 768}}}
      """;

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void anEventIsMovedToItsPlaces() {
    Answer answer = house.post("/api/v1/segment?token=" + SECRET, TRACK.strip());

    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(house.event(0))
        .isEqualTo(
            Json.parse(
                """
                {"event_type": "track", "event": "Paid", "timestamp": "2020-06-16T23:00:00Z",
                 "integrations": {"all": true}, "total": 12.50, "currency": "EUR",
                 "page_title": "Cart", "referer": "https://r.example",
                 "doc": {"path": "/cart", "referrer": "https://r.example"},
                 "user": {"email": "a@b.c", "anonymous_id": "a1", "internal_id": "u1", "id": "u1",
                          "hashed_anonymous_id": "%s"},
                 "ids": {"ajs_anonymous_id": "a1", "ajs_user_id": "u1"},
                 "user_agent": "Own/2", "source_ip": "198.51.100.7", "user_language": "de",
                 "utm": {"name": "spring", "source": "mail", "campaign": "spring"},
                 "parsed_ua": {"os_family": "iOS", "os_version": "14", "device_brand": "Apple",
                               "device_id": "d1"},
                 "library": {"name": "analytics-node"}, "location": {"city": "Bonn"},
                 "local_tz_offset": 60, "screen_resolution": "1024x768",
                 "src": "segment_api", "eventn_ctx_event_id": "m1", "api_key": "shop",
                 "_timestamp": "%s"}
                """
                    .formatted("59ba1f70385f11a0056e45536633b332", NOW)));
  }

  @Test
  void theCompatibleRouteMovesItUnderTheOlderClientsContext() {
    house.post("/api/v1/segment/compat?token=" + SECRET, TRACK.strip());

    assertThat(house.event(0).path("eventn_ctx").path("user").toString())
        .isEqualTo(
            "{\"email\":\"a@b.c\",\"anonymous_id\":\"a1\",\"internal_id\":\"u1\","
                + "\"hashed_anonymous_id\":\"59ba1f70385f11a0056e45536633b332\"}");
    assertThat(house.event(0).path("eventn_ctx").path("event_id").asText()).isEqualTo("m1");
    assertThat(house.event(0).path("eventn_ctx").path("screen_resolution").asText())
        .isEqualTo("1024x768");
    assertThat(house.event(0).path("eventn_ctx").path("local_tz_offset").asInt()).isEqualTo(60);
    assertThat(house.event(0).path("eventn_ctx").path("location").path("city").asText())
        .isEqualTo("Bonn");
    assertThat(house.event(0).path("total").asText()).isEqualTo("12.50");
    assertThat(house.event(0).path("source_ip").asText()).isEqualTo("198.51.100.7");
    assertThat(house.event(0).has("location")).isFalse();
    assertThat(house.event(0).has("user")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/segment",
        "/api/v1/segment/v1/batch",
        "/api/v1/segment/compat",
        "/api/v1/segment/compat/v1/batch"
      })
  void aBatchIsManyEvents(String path) {
    String user =
        Base64.getEncoder().encodeToString((SECRET + ":").getBytes(StandardCharsets.UTF_8));
    Answer answer =
        house.post(
            path,
            "{\"batch\":[{\"type\":\"page\",\"messageId\":\"m1\"},{\"type\":\"identify\",\"messageId\":\"m2\","
                + "\"traits\":{\"n\":1}}],\"sentAt\":\"now\"}",
            "Authorization",
            "Basic " + user);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(1).path("event_type").asText()).isEqualTo("identify");
    assertThat(house.event(1).findPath("user").path("n").asInt()).isEqualTo(1);
  }

  @Test
  void whatHasNoPlaceIsKept() {
    house.post(
        "/api/v1/segment?token=" + SECRET,
        "{\"type\":\"page\",\"traits\":\"none\",\"anonymousId\":\"a1\",\"properties\":[1],\"context\":{\"timezone\":\"Mars/One\"}}");

    assertThat(house.event(0).path("user").asText()).isEqualTo("none");
    assertThat(house.event(0).path("ids").path("ajs_anonymous_id").asText()).isEqualTo("a1");
    assertThat(house.event(0).path("properties").toString()).isEqualTo("[1]");
    assertThat(house.event(0).path("timezone").asText()).isEqualTo("Mars/One");
  }

  @Test
  void whatWouldBeTooDeepWhereItBelongsIsRefused() {
    String body = "{\"traits\":" + "[".repeat(999) + "]".repeat(999) + "}";

    assertThat(house.post("/api/v1/segment?token=" + SECRET, body).status()).isEqualTo(200);
    Answer answer = house.post("/api/v1/segment/compat?token=" + SECRET, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("nested too deeply");
    assertThat(house.log().get(1)).startsWith("malformed shop {");
    assertThat(house.stored()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                 | empty JSON body
          {"batch":1}        | malformed Segment body 'batch' type. Expected array of objects
          {"batch":[{},1]}   | malformed Segment body 'batch' type. Expected array of objects
          []                 | error parsing HTTP body: a JSON object is expected, found array
          """)
  void whatCannotBeReadIsA400AndARecord(String body, String error) {
    Answer answer = house.post("/api/v1/segment?token=" + SECRET, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Error parsing events body: " + error);
    assertThat(house.log()).containsExactly("malformed shop " + body + " | " + error);
  }
}

package com.jitsu.lite.ingest;

import static com.jitsu.lite.ingest.IngestHouse.CLOCK;
import static com.jitsu.lite.ingest.IngestHouse.NOW;
import static com.jitsu.lite.ingest.IngestHouse.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event: what is made of it, and what is said of one that is none. */
class EventEndpointTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = new IngestHouse(() -> folder);

  @Test
  void aServersEventIsStoredAsItWasSentWithWhatTheServerKnows() {
    Answer answer =
        house.server(
            "/api/s/s2s/track",
            "{\"messageId\":\"m1\",\"event\":\"Paid\",\"userId\":12345678901234567890,"
                + "\"properties\":{\"total\":40.50,\"n\":1e2,\"JITSU_TABLE_NAME\":\"x\"},\"context\":{\"ip\":\"9.9.9.9\"}}");

    assertThat(answer).hasToString("200 {\"ok\":true}");
    assertThat(house.stored())
        .containsExactly(
            "default {\"messageId\":\"m1\",\"event\":\"Paid\",\"userId\":12345678901234567890,"
                + "\"properties\":{\"total\":40.50,\"n\":1E+2,\"JITSU_TABLE_NAME\":\"x\"},"
                + "\"context\":{\"ip\":\"9.9.9.9\"},\"type\":\"track\",\"requestIp\":\"127.0.0.1\","
                + "\"receivedAt\":\""
                + NOW
                + "\",\"timestamp\":\""
                + NOW
                + "\"}");
    assertThat(house.log())
        .isEqualTo(house.stored().stream().map(line -> "incoming " + line).toList());
  }

  @Test
  void aBrowsersEventGetsItsAddressAndLosesItsControlKeys() {
    Answer answer =
        house.json(
            "/api/s/page?writekey=" + house.keys().writeKey().reveal(),
            bytes(
                "{\"messageId\":\"m1\",\"JITSU_TABLE_NAME\":\"x\",\"__sql_type_a\":\"int\",\"timestamp\":null,"
                    + "\"properties\":[{\"__sql_type\":1,\"JITSU_PROFILE_ID\":2,\"ok\":3}],"
                    + "\"context\":{\"ip\":\"9.9.9.9\",\"locale\":\"de\"},\"requestIp\":\"6.6.6.6\"}"),
            "User-Agent",
            "Browser/1",
            "Accept-Language",
            "en-GB,en;q=0.5",
            "X-Forwarded-For",
            "203.0.113.9, 10.0.0.1");

    assertThat(answer).hasToString("200 {\"ok\":true}");
    assertThat(house.stored())
        .containsExactly(
            "default {\"messageId\":\"m1\",\"timestamp\":\""
                + NOW
                + "\",\"properties\":[{\"ok\":3}],\"context\":{\"ip\":\"203.0.113.9\",\"locale\":\"de\","
                + "\"userAgent\":\"Browser/1\"},\"requestIp\":\"203.0.113.9\",\"type\":\"page\",\"receivedAt\":\""
                + NOW
                + "\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "stripLastOctet, 203.0.113.9, 203.0.113.0",
    "stripLastOctet, 2001:db8::17, 2001:db8::0",
    "keep, 203.0.113.9, 203.0.113.9",
    "keep, nonsense<script>, 127.0.0.1",
    "remove, 203.0.113.9, ",
  })
  void theAddressFollowsThePolicy(String policy, String forwarded, String stored) {
    house.json(
        "/api/s/page",
        bytes("{}"),
        "X-Write-Key",
        house.keys().writeKey().reveal(),
        "X-IP-Policy",
        policy,
        "X-Forwarded-For",
        forwarded);

    JsonNode event = house.event(0);
    assertThat(event.path("requestIp").asText(null)).isEqualTo(stored);
    assertThat(event.path("context").path("ip").asText(null)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "p, page",
    "i, identify",
    "t, track",
    "g, group",
    "a, alias",
    "s, screen",
    "identify, identify",
    "e, page",
    "event, page"
  })
  void theTypeIsThatOfTheRouteOrOfTheBody(String route, String type) {
    assertThat(house.server("/api/s/s2s/" + route, "{\"type\":\"page\",\"event\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(house.event(0).path("type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event | {} | event error: type property of event is required
          event | {"type": 7} | event error: type property of event is required
          event | {"type": "p"} | event error: Unknown event type: p
          event | {"type": "event"} | event error: Unknown event type: event
          buy | {} | event error: Unknown event type: buy
          s2s%0A | {} | event error: Unknown event type: s2s?
          track | {} | event error: 'event' property is required for 'track' event
          track | {"event": ""} | event error: 'event' property is required for 'track' event
          track | {"event": 1} | event error: 'event' property is required for 'track' event
          """)
  void anEventThatIsNotOneIsNamed(String route, String body, String error) {
    Answer strict = house.server("/api/s/s2s/" + route, body);
    Answer lenient = house.server("/api/s/" + route, body);

    assertThat(strict.status()).isEqualTo(400);
    assertThat(lenient.status()).isEqualTo(200);
    assertThat(strict.error()).isEqualTo(error);
    assertThat(lenient.body()).isEqualTo(strict.body());
    assertThat(strict.json().path("ok").asBoolean(true)).isFalse();
    assertThat(strict.json().path("remedy").asText()).isNotEmpty();
    assertThat(house.stored()).isEmpty();
    assertThat(house.log().get(0)).isEqualTo("rejected default " + body + " | " + error);
  }

  @Test
  void aNameMayHave128Characters() {
    String longest = "ö".repeat(128);

    assertThat(house.server("/api/s/s2s/t", "{\"event\":\"" + longest + "\"}").status())
        .isEqualTo(200);
    assertThat(house.server("/api/s/s2s/t", "{\"event\":\"" + longest + "x\"}").error())
        .startsWith("event error: Invalid track event name 'ööö")
        .endsWith("'. Max length is 128 characters.");
  }

  @ParameterizedTest
  @CsvSource({
    "\"a b/ö\", a_b__",
    "\"0123456789012345678901234567890123456789012345678901234567890123456789\", 0123456789012345678901234567890123456789012345678901234567890123",
    "123, 123",
  })
  void theMessageIdIsMadePlain(String given, String id) {
    assertThat(
            new EventPatch(CLOCK, UUID::randomUUID)
                .messageId(Json.parse("{\"messageId\":" + given + "}")))
        .isEqualTo(id);
  }
}

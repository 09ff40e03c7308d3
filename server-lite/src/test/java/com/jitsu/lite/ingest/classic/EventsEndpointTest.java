package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.ANYWHERE;
import static com.jitsu.lite.ingest.classic.ClassicHouse.IDLE_PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.IDLE_SECRET;
import static com.jitsu.lite.ingest.classic.ClassicHouse.NOW;
import static com.jitsu.lite.ingest.classic.ClassicHouse.PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONTRACT E.2: what a body may be, what is made of it, and what is answered. */
class EventsEndpointTest {

  private static final String PAGE = "/api/v1/event?token=" + PUBLIC;
  private static final String SERVER = "/api/v1/s2s/event?token=" + SECRET;

  /** MD5 of {@code 203.0.113.9Test/1}. */
  private static final String HASHED = "c9b0cda0495c1bf7e0828536eb5dd854";

  /** MD5 of {@code 127.0.0.1Test/1}. */
  private static final String HASHED_LOCAL = "cf657236ca9ddfbe8f2ca8fce63d520b";

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void aPagesEventGetsWhatTheServerKnows() {
    Answer answer =
        house.post(
            PAGE,
            "{\"event_type\":\"pageview\",\"event_id\":\"e1\",\"api_key\":\"other\",\"user_agent\":\"Own/2\","
                + "\"JITSU_TABLE_NAME\":\"x\",\"user\":{\"__sql_type_id\":\"int\",\"anonymous_id\":\"a1\"}}",
            "X-Forwarded-For",
            "203.0.113.9");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(house.stored())
        .containsExactly(
            "shop {\"event_type\":\"pageview\",\"api_key\":\"shop-public\",\"user_agent\":\"Test/1\","
                + "\"user\":{\"anonymous_id\":\"a1\",\"hashed_anonymous_id\":\""
                + HASHED
                + "\"},\"source_ip\":\"203.0.113.9\",\"eventn_ctx_event_id\":\"e1\",\"_timestamp\":\""
                + NOW
                + "\"}");
    assertThat(house.log()).isEqualTo(house.stored().stream().map(e -> "incoming " + e).toList());
  }

  @Test
  void anOlderClientsEventGetsItInItsContext() {
    house.post(
        PAGE,
        "{\"eventn_ctx\":{\"event_id\":\"e1\",\"user\":{\"anonymous_id\":\"a1\"}},\"src\":\"eventn\"}",
        "X-Forwarded-For",
        "203.0.113.9");

    assertThat(house.event(0).path("eventn_ctx").toString())
        .isEqualTo(
            "{\"user\":{\"anonymous_id\":\"a1\",\"hashed_anonymous_id\":\""
                + HASHED
                + "\"},\"user_agent\":\"Test/1\",\"event_id\":\"e1\"}");
    assertThat(house.event(0).has("user_agent")).isFalse();
    assertThat(house.event(0).path("src").asText()).isEqualTo("eventn");
  }

  @Test
  void aServersEventKeepsWhatItSaysItself() {
    house.post(
        SERVER,
        "{\"source_ip\":\"198.51.100.7\",\"_timestamp\":\"2020-01-01T00:00:00.000000Z\",\"JITSU_TABLE_NAME\":\"x\","
            + "\"eventn_ctx_event_id\":\"e1\",\"n\":12345678901234567890.10}",
        "X-Forwarded-For",
        "203.0.113.9");

    assertThat(house.stored())
        .containsExactly(
            "shop {\"source_ip\":\"198.51.100.7\",\"_timestamp\":\"2020-01-01T00:00:00.000000Z\","
                + "\"JITSU_TABLE_NAME\":\"x\",\"n\":12345678901234567890.10,\"src\":\"api\","
                + "\"eventn_ctx_event_id\":\"e1\",\"api_key\":\"shop\"}");
  }

  @Test
  void noSecretIsKeptOrToldAnywhere() {
    house.post(SERVER, "{\"api_key\":\"" + SECRET + "\"}");
    house.post("/api/v1/s2s/event?token=" + IDLE_SECRET, "{}");

    assertThat(house.stored().toString() + house.log()).doesNotContain("that-nobody-may-see");
  }

  @Test
  void anEventWithoutAnIdGetsOne() {
    house.post(
        SERVER, "[{\"event_id\":\"\"},{\"event_id\":null},{\"event_id\":{}},{\"eventn_ctx\":{}}]");

    for (int i = 0; i < 3; i++) {
      assertThat(house.event(i).path("eventn_ctx_event_id").asText()).matches("[0-9a-f-]{36}");
      assertThat(house.event(i).has("event_id")).isFalse();
    }
    assertThat(house.event(3).path("eventn_ctx").path("event_id").asText())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void theSameEventIdIsStoredOnce() {
    assertThat(house.post(PAGE, "{\"event_id\":\"e1\"}").status()).isEqualTo(200);
    assertThat(house.post(PAGE, "{\"eventn_ctx\":{\"event_id\":\"e1\"}}").status()).isEqualTo(200);

    assertThat(house.stored()).hasSize(1);
  }

  @Test
  void anArrayIsManyEvents() {
    assertThat(house.post("/api/v1/events?token=" + PUBLIC, "[{\"a\":1},{\"a\":2}]").status())
        .isEqualTo(200);
    assertThat(house.post(PAGE, "[]").body()).isEqualTo("{\"status\":\"ok\"}");

    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(1).path("a").asInt()).isEqualTo(2);
  }

  @Test
  void everyKeyOfATemplateOverwritesTheEvents() {
    house.post(
        PAGE,
        "{\"template\":{\"a\":1,\"user\":{\"id\":\"u\"}},\"events\":[{\"a\":2,\"b\":3,\"user\":{\"x\":1}},{}],\"c\":9}");

    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(0).path("a").asInt()).isEqualTo(1);
    assertThat(house.event(0).path("b").asInt()).isEqualTo(3);
    assertThat(house.event(0).path("user").path("id").asText()).isEqualTo("u");
    assertThat(house.event(0).path("user").has("x")).isFalse();
    assertThat(house.event(1).path("a").asInt()).isEqualTo(1);
    assertThat(house.event(1).has("c")).isFalse();
  }

  @Test
  void whatOnlyLooksLikeATemplateIsAnEvent() {
    house.post(PAGE, "{\"template\":{\"a\":1},\"events\":[1]}");
    house.post(PAGE, "{\"template\":\"a\",\"events\":[]}");

    assertThat(house.event(0).path("events").toString()).isEqualTo("[1]");
    assertThat(house.event(1).path("template").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ` {}`          | malformed JSON body begins with: " "
          `"x"`          | malformed JSON body begins with: "\\""
          x              | malformed JSON body begins with: "x"
          ``             | empty JSON body
          {"a":          | error parsing HTTP body: Unexpected end-of-input within/between Object entries (line 1, column 6)
          [1]            | error parsing HTTP body: element 1 of the array is not an object but number
          [{},null]      | error parsing HTTP body: element 2 of the array is not an object but null
          """)
  void whatCannotBeReadIsA400AndARecord(String body, String error) {
    Answer answer = house.post(PAGE, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Error parsing events body: " + error);
    assertThat(house.log()).containsExactly("malformed shop " + body + " | " + error);
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void aNewLineAtTheBeginningIsNamedToo() {
    assertThat(house.post(PAGE, "\n{}").message()).endsWith("begins with: \"\\n\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} {}
          {"a":01}
          {"a":NaN}
          {"a":'b'}
          """)
  void jsonIsAsStrictAsElsewhere(String body) {
    assertThat(house.post(PAGE, body).message())
        .startsWith("Error parsing events body: error parsing HTTP body: ");
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};

    assertThat(house.post(PAGE, body).message())
        .isEqualTo("Error parsing events body: error parsing HTTP body: the body is not UTF-8");
  }

  @Test
  void anEventMayHave51200Bytes() {
    assertThat(house.post(PAGE, sized(51_200)).status()).isEqualTo(200);

    Answer answer = house.post(PAGE, sized(51_201));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Error parsing events body: Event size 51201 exceeds limit: 51200");
    assertThat(house.log().get(1)).endsWith(" | Event size 51201 exceeds limit: 51200");
  }

  @Test
  void anArrayMayHaveThatPerEvent() {
    assertThat(house.post(PAGE, "[" + sized(102_395) + ",{}]").status()).isEqualTo(200);

    assertThat(house.post(PAGE, "[" + sized(102_397) + ",{}]").message())
        .isEqualTo("Error parsing events body: Size of one of events exceeds limit: 51200");
  }

  @Test
  void theSettingsMayGiveAnotherLimit(@TempDir Path other) {
    try (IngestHouse small = ClassicHouse.in(() -> other, OptionalInt.of(400))) {
      small.start();
      assertThat(small.post(PAGE, sized(401)).message()).endsWith("exceeds limit: 400");
      assertThat(small.post(PAGE, sized(400)).status()).isEqualTo(200);
    }
  }

  @Test
  void ofAnArrayThatIsRefusedTheFirstBadEventIsRecordedAndNothingStored() {
    String large = sized(1_000_000);
    Answer answer = house.post(PAGE, "[{}," + large + "," + large + "," + "{},".repeat(50) + "{}]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).matches("Event size 1000\\d{3} exceeds limit: 1000000");
    assertThat(house.log()).hasSize(1);
    assertThat(house.log().get(0)).startsWith("malformed shop {").contains("_timestamp");
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void anEventThatNobodyTakesIsOkAndARecord() {
    Answer answer = house.post("/api/v1/event?token=" + IDLE_PUBLIC, "{\"event_id\":\"e1\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(house.stored()).isEmpty();
    assertThat(house.log().get(0))
        .startsWith("skipped idle {")
        .contains("_timestamp", "\"api_key\":\"idle-public\"")
        .endsWith(
            " | No destination is configured for token [\"idle-public\"] (or only staged ones)");
  }

  @ParameterizedTest
  @CsvSource({
    "keep, 203.0.113.9, 203.0.113.9",
    "strict, 203.0.113.9, 203.0.113.1",
    "comply, 203.0.113.9, 203.0.113.1",
    "strict, 2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:1",
    "odd, 203.0.113.9, 203.0.113.9",
  })
  void theAddressFollowsItsPolicy(String policy, String ip, String stored) {
    house.post(PAGE + "&ip_policy=" + policy, "{}", "X-Forwarded-For", ip);

    assertThat(house.event(0).path("source_ip").asText()).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"strict, true", "comply, true", "keep, false"})
  void aVisitorWithoutCookiesIsKnownByAHash(String policy, boolean forgets) {
    Answer answer =
        house.post(PAGE + "&cookie_policy=" + policy, "{\"user\":{\"anonymous_id\":\"a1\"}}");

    assertThat(answer.body())
        .isEqualTo(forgets ? "{\"status\":\"ok\",\"delete_cookie\":true}" : "{\"status\":\"ok\"}");
    JsonNode user = house.event(0).path("user");
    assertThat(user.path("hashed_anonymous_id").asText()).isEqualTo(HASHED_LOCAL);
    assertThat(user.path("anonymous_id").asText()).isEqualTo(forgets ? HASHED_LOCAL : "a1");
  }

  @Test
  void anyContentTypeAndGzipAreRead() {
    byte[] packed = IngestHouse.gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    assertThat(house.post(PAGE, "{}", "Content-Type", "text/html").status()).isEqualTo(200);
    assertThat(house.post(PAGE, packed, "Content-Encoding", "gzip").status()).isEqualTo(200);
    assertThat(house.event(1).path("a").asInt()).isEqualTo(1);
  }

  @Test
  void whatTheServerFindsItselfIsToldInTheSameForm() {
    Answer tooLarge = house.post(PAGE, new byte[10_000_001], "Origin", "https://a.shop.example");

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.message()).startsWith("error reading HTTP body: the body is too large");
    assertThat(tooLarge.header("Access-Control-Allow-Origin")).isEqualTo("https://a.shop.example");
    Answer encoding = house.post(PAGE, "{}", "Content-Encoding", "br");
    assertThat(encoding.status()).isEqualTo(415);
    assertThat(encoding.message()).startsWith("error reading HTTP body: ");
    Answer notGzip = house.post(SERVER, "{}", "Content-Encoding", "gzip");
    assertThat(notGzip.status()).isEqualTo(400);
    assertThat(notGzip.message()).contains("gzip");
  }

  @Test
  void aJournalThatTakesNothingIsA503ThatAsksToTryAgain() {
    house.journal().close();

    Answer answer = house.post(PAGE, "{}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.message()).startsWith("error# ");
    assertThat(house.log()).isEmpty();
  }

  @Test
  void aFullDiskIsA507ThatGoesAwayWithIt() {
    house.fillDisk(true);
    for (String path : List.of(PAGE, "/api/v1/p.gif?token=" + ClassicHouse.PUBLIC)) {
      Answer answer = path.equals(PAGE) ? house.post(path, "{}") : house.get(path);

      assertThat(answer.status()).as(path).isEqualTo(507);
      assertThat(answer.header("Retry-After")).isEqualTo("10");
      assertThat(answer.message())
          .isEqualTo(
              "disk is full: JITSU-0607, the server has no room for more events; make room on its"
                  + " disk and send the same again");
    }
    assertThat(house.log()).isEmpty();

    house.fillDisk(false);

    assertThat(house.post(PAGE, "{}").status()).isEqualTo(200);
    assertThat(house.stored()).hasSize(1);
  }

  @Test
  void aFullQueueIsA503AndNothingAcknowledgedIsLost() throws Exception {
    String body = "[" + "{},".repeat(399) + "{}]";
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> house.post(PAGE, body)));
    }
    int acknowledged = 0;
    for (CompletableFuture<Answer> one : answers) {
      Answer answer = one.get();
      if (answer.status() == 200) {
        acknowledged += 400;
      } else {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.message()).startsWith("queue is full");
      }
    }

    assertThat(house.journal().head() - 1).isEqualTo(acknowledged);
  }

  @ParameterizedTest
  @CsvSource({
    "shop-public, https://www.shop.example, true",
    "shop-public, http://www.shop.example, false",
    "shop-public, http://pay.example:8080, true",
    "shop-public, https://shop.example.evil.example, false",
    "any-public, https://anywhere.example, true",
    "unknown, https://anywhere.example, true",
  })
  void aPageMayReadWhatItsOriginAllows(String token, String origin, boolean allowed) {
    for (String method : new String[] {"OPTIONS", "POST"}) {
      byte[] body = (method.equals("POST") ? "{}" : "").getBytes(StandardCharsets.UTF_8);
      Answer answer = house.send(method, "/api.x?p_abc=" + token, body, "Origin", origin);

      assertThat(answer.status())
          .isEqualTo(method.equals("POST") && token.equals("unknown") ? 401 : 200);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(allowed ? origin : "");
      assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
      assertThat(answer.header("Access-Control-Allow-Methods"))
          .isEqualTo("POST, GET, OPTIONS, PUT, DELETE, UPDATE, PATCH");
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .isEqualTo(
              "Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, Host,"
                  + " X-Auth-Token");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }
  }

  @Test
  void noPageMayReadAServersRoute() {
    Answer preflight =
        house.send("OPTIONS", "/api/v1/s2s/event", new byte[0], "Origin", "https://a.example");
    Answer answer = house.post(SERVER, "{}", "Origin", "https://a.example");

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void withoutAnOriginThereIsNoneInTheAnswer() {
    assertThat(house.post("/api/v1/event?token=" + ANYWHERE, "{}").headers())
        .doesNotContainKey("access-control-allow-origin");
  }

  private static String sized(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }
}

package com.jitsu.lite.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.sources.Source;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {

  private static final String NOW = "2026-03-01T12:00:00.120Z";
  private static final Clock CLOCK = Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Recorder recorder = new Recorder();
  private RocksStore store;
  private RocksJournal journal;
  private Keys keys;
  private HttpServer server;

  @BeforeEach
  void start() {
    keys = Keys.open(folder);
    store = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(store, CLOCK, 1_000);
    journal.start();
    Routes routes = new Routes();
    new Ingest(Sources.open(folder, keys, List.of(), CLOCK), journal, recorder, CLOCK, 1_000_000)
        .addTo(routes);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    journal.close();
    store.close();
  }

  @Test
  void aServersEventIsStoredAsItWasSentWithWhatTheServerKnows() {
    Answer answer =
        server(
            "/api/s/s2s/track",
            "{\"messageId\":\"m1\",\"event\":\"Paid\",\"userId\":12345678901234567890,"
                + "\"properties\":{\"total\":40.50,\"n\":1e2,\"JITSU_TABLE_NAME\":\"x\"},\"context\":{\"ip\":\"9.9.9.9\"}}");

    assertThat(answer).isEqualTo(new Answer(200, "{\"ok\":true}"));
    assertThat(stored())
        .containsExactly(
            "default {\"messageId\":\"m1\",\"event\":\"Paid\",\"userId\":12345678901234567890,"
                + "\"properties\":{\"total\":40.50,\"n\":1E+2,\"JITSU_TABLE_NAME\":\"x\"},"
                + "\"context\":{\"ip\":\"9.9.9.9\"},\"type\":\"track\",\"requestIp\":\"127.0.0.1\","
                + "\"receivedAt\":\""
                + NOW
                + "\",\"timestamp\":\""
                + NOW
                + "\"}");
    assertThat(recorder.lines)
        .isEqualTo(stored().stream().map(line -> "incoming " + line).toList());
  }

  @Test
  void aBrowsersEventGetsItsAddressAndLosesItsControlKeys() {
    Answer answer =
        post(
            "/api/s/page?writekey=" + keys.writeKey().reveal(),
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

    assertThat(answer).isEqualTo(new Answer(200, "{\"ok\":true}"));
    assertThat(stored())
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
    post(
        "/api/s/page",
        bytes("{}"),
        "X-Write-Key",
        keys.writeKey().reveal(),
        "X-IP-Policy",
        policy,
        "X-Forwarded-For",
        forwarded);

    JsonNode event = event(0);
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
    assertThat(server("/api/s/s2s/" + route, "{\"type\":\"page\",\"event\":\"x\"}").status)
        .isEqualTo(200);
    assertThat(event(0).path("type").asText()).isEqualTo(type);
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
    Answer strict = server("/api/s/s2s/" + route, body);
    Answer lenient = server("/api/s/" + route, body);

    assertThat(strict.status).isEqualTo(400);
    assertThat(lenient.status).isEqualTo(200);
    assertThat(strict.error()).isEqualTo(error);
    assertThat(lenient.body).isEqualTo(strict.body);
    assertThat(strict.json().path("ok").asBoolean(true)).isFalse();
    assertThat(strict.json().path("remedy").asText()).isNotEmpty();
    assertThat(stored()).isEmpty();
    assertThat(recorder.lines.get(0)).isEqualTo("rejected default " + body + " " + error);
  }

  @Test
  void aNameMayHave128Characters() {
    String longest = "ö".repeat(128);

    assertThat(server("/api/s/s2s/t", "{\"event\":\"" + longest + "\"}").status).isEqualTo(200);
    assertThat(server("/api/s/s2s/t", "{\"event\":\"" + longest + "x\"}").error())
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
            new EventPatch(CLOCK, java.util.UUID::randomUUID)
                .messageId(Json.parse("{\"messageId\":" + given + "}")))
        .isEqualTo(id);
  }

  @Test
  void theSameMessageIsStoredOnce() {
    for (int i = 0; i < 2; i++) {
      assertThat(server("/api/s/s2s/page", "{\"messageId\":\"same\"}").status).isEqualTo(200);
    }
    Answer batch =
        server(
            "/v1/batch",
            "{\"batch\":[{\"type\":\"page\",\"messageId\":\"same\"},{\"type\":\"page\"}]}");

    assertThat(batch)
        .isEqualTo(
            new Answer(
                200, "{\"ok\":true,\"receivedEvents\":2,\"okEvents\":2,\"deduplicatedEvents\":1}"));
    assertThat(stored()).hasSize(2);
    assertThat(event(1).path("messageId").asText()).hasSize(36);
  }

  @Test
  void theKeyIsFoundInItsOrder() {
    String key = keys.serverKey().reveal();
    String basic = base64(key + ":");
    byte[] page = bytes("{}");
    String path = "/api/s/s2s/page";

    assertThat(post(path, page, "Authorization", "Basic " + basic).status).isEqualTo(200);
    assertThat(post(path, page, "Authorization", "basic " + base64(key + ":any")).status)
        .isEqualTo(200);
    assertThat(post(path, page, "Authorization", base64(key)).status).isEqualTo(200);
    assertThat(post(path, page, "X-Write-Key", key).status).isEqualTo(200);
    assertThat(post(path + "?writekey=" + key, page).status).isEqualTo(200);
    assertThat(post(path + "?writekey=wrong", page, "X-Write-Key", key).status).isEqualTo(200);
    assertThat(
            post(path, page, "X-Write-Key", key, "Authorization", "Basic " + base64("wrong:"))
                .status)
        .isEqualTo(401);
  }

  @Test
  void aKeyMayBeWrittenAsJitsusClientsWantIt() {
    String key = "default:" + keys.writeKey().reveal();
    byte[] batch = bytes("{\"batch\":[],\"writeKey\":\"" + key + "\"}");

    assertThat(post("/api/s/page", bytes("{}"), "X-Write-Key", key).body)
        .isEqualTo("{\"ok\":true}");
    assertThat(post("/api/s/page?writekey=" + key, bytes("{}")).body).isEqualTo("{\"ok\":true}");
    assertThat(post("/v1/batch", batch, "Authorization", "Basic " + base64(key + ":")).status)
        .isEqualTo(200);
    assertThat(post("/v1/batch", batch, "Authorization", "Basic " + base64(key)).status)
        .isEqualTo(200);
    assertThat(post("/v1/batch", batch).status).isEqualTo(200);
    assertThat(post("/v1/batch", batch, "X-Write-Key", "other:" + key).status).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "secret-of-mine", "ö"})
  void aWrongKeyIsNamedMasked(String key) {
    String query = java.net.URLEncoder.encode(key, StandardCharsets.UTF_8);
    Answer strict = post("/api/s/s2s/page?writekey=" + query, bytes("{}"));
    Answer lenient = post("/api/s/page?writekey=" + query, bytes("{}"));
    Answer batch = post("/v1/batch?writekey=" + query, bytes("{\"batch\":[]}"));

    assertThat(strict.status).isEqualTo(401);
    assertThat(lenient.status).isEqualTo(200);
    assertThat(batch.status).isEqualTo(401);
    assertThat(strict.error()).startsWith("stream not found: for: ").doesNotContain("secret");
    assertThat(lenient.body).isEqualTo(strict.body).isEqualTo(batch.body);
    assertThat(strict.json().path("remedy").asText()).contains("keys.json");
  }

  @Test
  void theBrowsersKeyDoesNotOpenTheServersRoute() {
    Answer answer = post("/api/s/s2s/page", bytes("{}"), "X-Write-Key", keys.writeKey().reveal());

    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.json().path("remedy").asText()).contains("secret key");
    assertThat(post("/api/s/page", bytes("{}"), "X-Write-Key", keys.adminToken().reveal()).error())
        .startsWith("stream not found");
  }

  @Test
  void aBrokenAuthorizationIsNamed() {
    Answer strict = post("/api/s/s2s/page", bytes("{}"), "Authorization", "Basic %%%");

    assertThat(strict.status).isEqualTo(400);
    assertThat(strict.error())
        .contains("failed to decode writeKey from Authorization header as base64");
    assertThat(post("/api/s/page", bytes("{}"), "Authorization", "Bearer ???").status)
        .isEqualTo(200);
  }

  @Test
  void onlyJsonAndPlainTextAreRead() {
    assertThat(
            post(
                "/api/s/page",
                bytes("{}"),
                "Content-Type",
                "text/html",
                "X-Write-Key",
                keys.serverKey().reveal()))
        .satisfies(answer -> assertThat(answer.status).isEqualTo(400))
        .satisfies(
            answer ->
                assertThat(answer.error())
                    .isEqualTo("invalid content type: text/html. Expected: application/json"));
    assertThat(
            post(
                    "/api/s/page",
                    bytes("{}"),
                    "Content-Type",
                    "Text/Plain; charset=utf-8",
                    "X-Write-Key",
                    keys.serverKey().reveal())
                .body)
        .isEqualTo("{\"ok\":true}");
  }

  static List<byte[]> malformed() {
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "{\"a\":",
            "{\"a\":1}}",
            "{\"a\":1} {}",
            "{'a':1}",
            "{a:1}",
            "[]",
            "[{}]",
            "1",
            "\"x\"",
            "null",
            "true",
            "{\"a\":01}",
            "{\"a\":NaN}",
            "{\"a\":+1}",
            "{\"a\":1e}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{,}",
            "{\"a\":1,}",
            "// x\n{}",
            "<xml/>",
            "\u0000{}",
            "{\"a\":" + "[".repeat(5_000),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"" + "k".repeat(60_000) + "\":1}")) {
      bodies.add(bytes(text));
    }
    bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    bodies.add(
        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'});
    bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'});
    bodies.add("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
    bodies.add(new byte[100]);
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoJsonObjectIsAParseErrorAndIsLogged(byte[] body) {
    Answer strict = post("/api/s/s2s/page", body, "X-Write-Key", keys.serverKey().reveal());
    Answer lenient = post("/api/s/page", body, "X-Write-Key", keys.writeKey().reveal());
    Answer batch = post("/api/s/s2s/batch", body, "X-Write-Key", keys.serverKey().reveal());

    assertThat(List.of(strict.status, lenient.status, batch.status)).containsExactly(400, 200, 400);
    for (Answer answer : List.of(strict, lenient, batch)) {
      assertThat(answer.error()).startsWith("error parsing message: ");
      assertThat(answer.json().path("remedy").asText()).isNotEmpty();
      assertThat(answer.body.length()).isLessThan(600);
    }
    assertThat(stored()).isEmpty();
    assertThat(recorder.lines).hasSize(3).allMatch(line -> line.startsWith("malformed "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00x\":[\"\\uD83D\\uDE00\",\"a\\uDBFF\"]}",
        "{\"a\":1e999999999}",
        "{\"a\":1e-999999999}",
        "{\"a\":-0.0}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1,\"a\":2}",
        "{\"\":{\"\":[]}}",
        "{\"context\":7}",
        "{\"context\":null,\"messageId\":{}}",
        "\uFEFF{}",
        "{\"type\":null,\"timestamp\":[]}",
      })
  void oddButValidJsonIsStoredReadable(String body) {
    assertThat(server("/api/s/s2s/page", body)).isEqualTo(new Answer(200, "{\"ok\":true}"));
    assertThat(event(0).path("type").asText()).isEqualTo("page");
    assertThat(event(0).path("context").isObject()).isTrue();
  }

  @Test
  void noRandomBodyIsAServerError() {
    Random random = new Random(20261122);
    byte[] valid =
        bytes(
            "{\"batch\":[{\"type\":\"track\",\"event\":\"x\",\"properties\":{\"a\":[1.5,\"\\u00e4ö\",null]}}]}");
    for (int i = 0; i < 500; i++) {
      byte[] body = valid.clone();
      for (int flip = 0; flip <= random.nextInt(4); flip++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Answer answer = post("/v1/batch", body, "X-Write-Key", keys.serverKey().reveal());
      assertThat(answer.status).as(new String(body, StandardCharsets.ISO_8859_1)).isIn(200, 400);
      assertThat(answer.json().has("ok")).isTrue();
    }
    stored();
  }

  @Test
  void anEventMayHaveAMillionBytes() {
    String filler = "x".repeat(999_992);

    assertThat(server("/api/s/s2s/page", "{\"a\":\"" + filler + "\"}").status).isEqualTo(200);
    Answer strict = server("/api/s/s2s/page", "{\"a\":\"" + filler + "x\"}");
    assertThat(strict.status).isEqualTo(400);
    assertThat(strict.error())
        .isEqualTo("event error: message size 1000001 is too big. max allowed: 1000000");
    assertThat(server("/api/s/page", "{\"a\":\"" + filler + "x\"}").status).isEqualTo(200);
  }

  @Test
  void aBodyOverTenMegabytesIsTooLargeInTheFormOfTheRoute() throws IOException {
    String body = "{\"batch\":[" + " ".repeat(10_000_000) + "]}";

    for (Answer answer :
        List.of(
            server("/v1/batch", body),
            post(
                "/v1/batch",
                gzip(bytes(body)),
                "Content-Encoding",
                "gzip",
                "X-Write-Key",
                keys.serverKey().reveal()))) {
      assertThat(answer.status).isEqualTo(413);
      assertThat(answer.error()).isEqualTo("error reading HTTP body: the body is too large");
    }
    assertThat(
            post(
                    "/api/s/page",
                    bytes("{}"),
                    "Content-Encoding",
                    "gzip",
                    "X-Write-Key",
                    keys.serverKey().reveal())
                .status)
        .isEqualTo(400);
  }

  @Test
  void gzipIsUnderstoodEverywhere() throws IOException {
    for (String path : List.of("/api/s/page", "/api/s/s2s/page")) {
      assertThat(
              post(
                      path,
                      gzip(bytes("{}")),
                      "Content-Encoding",
                      "gzip",
                      "X-Write-Key",
                      keys.serverKey().reveal())
                  .body)
          .isEqualTo("{\"ok\":true}");
    }
  }

  @Test
  void aBatchStoresTheGoodEventsAndNamesTheBad() {
    Answer answer =
        server(
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

    assertThat(answer.status).isEqualTo(200);
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
    assertThat(stored()).hasSize(2);
    assertThat(event(0).path("context").toString()).isEqualTo("{\"a\":1,\"b\":{\"c\":2}}");
    assertThat(event(1).path("context").toString()).isEqualTo("{\"a\":0,\"b\":{\"c\":2}}");
    assertThat(recorder.lines).filteredOn(line -> line.startsWith("rejected")).hasSize(4);
    assertThat(recorder.lines)
        .contains("rejected default 7 event error: an event must be a JSON object, found number");
  }

  @Test
  void aBatchMayCarryItsKeyAndBeEmpty() {
    String key = keys.writeKey().reveal();

    assertThat(
            post(
                    "/v1/batch",
                    bytes(
                        "{\"batch\":[{\"type\":\"page\",\"JITSU_X\":1}],\"writeKey\":\""
                            + key
                            + "\"}"))
                .body)
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(stored().get(0)).startsWith("default ").doesNotContain("JITSU_X");
    assertThat(server("/v1/batch", "{\"batch\":[]}").body)
        .isEqualTo("{\"ok\":true,\"receivedEvents\":0,\"okEvents\":0}");
    assertThat(post("/v1/batch", bytes("{\"batch\":[]}")).status).isEqualTo(401);
    for (String body : List.of("{}", "{\"batch\":{}}", "{\"batch\":null}")) {
      assertThat(server("/v1/batch", body).status).isEqualTo(400);
    }
  }

  @Test
  void aPageOfAnyOriginMaySendAndReadTheAnswer() throws Exception {
    HttpResponse<String> preflight =
        client.send(
            HttpRequest.newBuilder(uri("/api/s/s2s/batch"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .build(),
            BodyHandlers.ofString());
    HttpResponse<String> refused =
        client.send(
            HttpRequest.newBuilder(uri("/api/s/page"))
                .POST(BodyPublishers.ofByteArray(new byte[11_000_000]))
                .header("Origin", "https://shop.example")
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());

    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(413);
    for (HttpResponse<String> answer : List.of(preflight, refused)) {
      assertThat(answer.headers().map())
          .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
          .containsEntry("access-control-allow-credentials", List.of("true"));
    }
  }

  @Test
  void aStoppedJournalIsA503ThatAsksToTryAgain() throws Exception {
    journal.close();
    for (String path : List.of("/api/s/page", "/api/s/s2s/page")) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri(path))
                  .POST(BodyPublishers.ofString("{}"))
                  .header("Content-Type", "application/json")
                  .header("X-Write-Key", keys.serverKey().reveal())
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(answer.body()).contains("producer error", "remedy").doesNotContain("Exception");
    }
    assertThat(recorder.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e2147483648", "-1e-2147483649", "9e99999999999999999999", "21e2147483647"})
  void anExponentThatNoNumberHasIsMalformed(String number) {
    Answer answer = server("/api/s/s2s/page", "{\"userId\":" + number + "}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error())
        .isEqualTo("error parsing message: a number has too large an exponent");
    assertThat(recorder.lines).hasSize(1).allMatch(line -> line.startsWith("malformed "));
  }

  @Test
  void aBodyOfNothingButBracketsIsRefusedBeforeItIsATree() {
    Answer answer = server("/api/s/s2s/batch", "{\"batch\":[" + "[],".repeat(3_000_000) + "[]]}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error()).contains("more than 2000000 values");
  }

  @Test
  void aBatchOfMoreEventsThanMayWaitIsRefused() {
    Answer answer = server("/api/s/s2s/batch", "{\"batch\":[" + "{},".repeat(50_000) + "{}]}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error()).contains("50001 events, more than 50000");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aFullQueueIsA503AndNothingAcknowledgedIsLost() throws Exception {
    String event = "{\"type\":\"page\"},".repeat(400);
    byte[] body = bytes("{\"batch\":[" + event.substring(0, event.length() - 1) + "]}");
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> post("/v1/batch", body, "X-Write-Key", keys.serverKey().reveal())));
    }
    int acknowledged = 0;
    for (CompletableFuture<Answer> answer : answers) {
      assertThat(answer.get().status).isIn(200, 503);
      acknowledged += answer.get().status == 200 ? 400 : 0;
    }

    assertThat(journal.head() - 1).isEqualTo(acknowledged);
  }

  private Answer server(String path, String body) {
    return post(path, bytes(body), "X-Write-Key", keys.serverKey().reveal());
  }

  private Answer post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    request.setHeader("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private List<String> stored() {
    List<String> stored = new ArrayList<>();
    for (JournalEntry entry : journal.read(1, 10_000)) {
      Json.parse(entry.json());
      stored.add(entry.source() + " " + new String(entry.json(), StandardCharsets.UTF_8));
    }
    return stored;
  }

  private JsonNode event(int index) {
    return Json.parse(journal.read(1, 10_000).get(index).json());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private record Answer(int status, String body) {

    JsonNode json() {
      return Json.parse(body);
    }

    String error() {
      return json().path("error").asText();
    }
  }

  private static final class Recorder implements IncomingLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void incoming(Source source, byte[] event) {
      lines.add("incoming " + source.id() + " " + new String(event, StandardCharsets.UTF_8));
    }

    @Override
    public void rejected(Source source, byte[] event, String error) {
      lines.add(
          "rejected "
              + source.id()
              + " "
              + new String(event, StandardCharsets.UTF_8)
              + " "
              + error);
    }

    @Override
    public void malformed(Source source, byte[] body, String error) {
      lines.add(
          "malformed "
              + source.id()
              + " "
              + new String(body, StandardCharsets.UTF_8)
              + " "
              + error);
    }

    @Override
    public void skipped(Source source, byte[] event, String reason) {
      lines.add(
          "skipped "
              + source.id()
              + " "
              + new String(event, StandardCharsets.UTF_8)
              + " "
              + reason);
    }
  }
}

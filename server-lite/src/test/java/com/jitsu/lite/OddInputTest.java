package com.jitsu.lite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.contract.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send to the API, and somebody will: an answer in words, never a 500. */
class OddInputTest {

  private static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { n } } }";

  @TempDir static Path data;
  private static ServerLite server;
  private static LiteClient client;

  @BeforeAll
  static void start() {
    Settings settings =
        Settings.read(CommandLine.parse(List.of("--port", "0", "--data", "" + data)), Map.of());
    server = ServerLite.start(settings, Clock.systemUTC());
    client = new LiteClient(server.address(), data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain:version:1", "no/such", " ", "*", "ü", "a%00b"})
  void aBuilderThatCannotExistIsNotFound(String id) {
    client.deploy("plain", COUNT);
    client.publish("plain");

    String path = "/api/builders/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");
    for (String route : List.of("", "/failed", "/estimate", "/stream", "/variables")) {
      HttpResponse<String> answer = client.get(path + route);
      assertThat(answer.statusCode()).as(route + answer.body()).isEqualTo(404);
    }
    for (String route : List.of("/rebuild/pause", "/rebuild/cancel", "/failed/retry")) {
      HttpResponse<String> answer = post(path + route, new byte[0]);
      assertThat(answer.statusCode()).as(route + answer.body()).isEqualTo(404);
    }
    ObjectNode body = Json.object();
    body.putArray("builders").add(id);
    assertProblem(client.post("/api/publications", body), 400, "JITSU-0410");
  }

  @Test
  void aBodyWhereNoneBelongsIsRefusedAndAnOddPlaceToBeginAtIsNot5xx() {
    client.deploy("paged", COUNT);
    client.publish("paged");

    for (String route : List.of("rebuild/pause", "rebuild/resume", "failed/retry")) {
      HttpResponse<String> answer = post("/api/builders/paged/" + route, "{}".getBytes(UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    }
    for (String after : List.of("%00", "%FF", "%F0%9F%98%80", "x".repeat(3_000), "%ED%A0%80")) {
      HttpResponse<String> answer = client.get("/api/builders/paged/failed?after=" + after);
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"builders\":[]}",
        "{\"builders\":\"b\"}",
        "{\"builders\":[1]}",
        "{\"builders\":[null]}",
        "{\"builders\":{\"a\":\"b\"}}",
        "[]",
        "null",
        "",
        "{\"builders\":[\"b\"],\"force\":1}"
      })
  void whatIsNoPublicationIsRefused(String body) {
    assertProblem(post("/api/publications", body.getBytes(UTF_8)), 400, "JITSU-0401");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    for (byte[] body :
        List.of(
            new byte[] {0, 0, (byte) 0xff, (byte) 0xfe},
            new byte[] {0, 0, 0, '{', 0x7f, 1, 2, 3, 4},
            new byte[] {'{', '"', (byte) 0xc3, '"', '}'})) {
      assertProblem(post("/api/publications", body), 400, "JITSU-0401");
    }
  }

  @Test
  void aBuilderNamedTwiceIsPublishedOnce() {
    client.deploy("twice", COUNT);
    JsonNode answer =
        Json.parse(
            client
                .post(
                    "/api/publications",
                    Json.parse("{\"builders\":[\"twice\",\"twice\"],\"force\":true}"))
                .body());

    assertThat(answer.path("publications")).hasSize(1);
    assertThat(client.builder("twice").path("published").path("version").asInt()).isEqualTo(1);
  }

  @Test
  void oneImpossibleBuilderKeepsAllFunctionsOut() {
    ObjectNode body = Json.object().put("createBuilders", true);
    for (String id : List.of("innocent", "not an id")) {
      body.withArray("functions").add(function(id, COUNT));
    }

    assertProblem(client.post("/api/deployments", body), 400, "JITSU-0412");
    assertThat(client.get("/api/builders/innocent").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{\"version\":2}",
        "{\"version\":3,\"sources\":[],\"mappings\":\"AAAA\"}",
        "{\"version\":3,\"sources\":[\"a.ts\"],\"mappings\":\"AADA\"}",
        "{\"version\":3,\"sources\":[\"a.ts\"],\"mappings\":\"AADAAAAAAAAAA\"}",
        "{\"version\":3,\"sources\":[\"a.ts\"],\"mappings\":\"ä\"}"
      })
  void aSourceMapThatIsNoneIsRefusedWhenItComes(String map) {
    ObjectNode body = Json.object().put("createBuilders", true);
    body.withArray("functions").add(function("mapped", COUNT).put("sourceMap", map));

    assertProblem(client.post("/api/deployments", body), 400, "JITSU-0401");
  }

  @Test
  void oddSourcesAndSlugsAreOnlyNames() {
    for (String name :
        List.of("a\u0000b", "../../etc/passwd", "a\nb", "\ud83d\ude00", "x".repeat(9_000))) {
      ObjectNode body = Json.object().put("createBuilders", true);
      body.withArray("functions")
          .add(function("named", COUNT).put("source", name).put("slug", name));
      HttpResponse<String> answer = client.post("/api/deployments", body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      client.accept(event("somebody"));
      client.publish("named");
      JsonNode state =
          client.await("named", now -> !now.path("status").asText().equals("BUILDING"));
      assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("READY");
    }
  }

  @Test
  void aTableThatCannotBeIsRefusedBeforeAnyRowIs() {
    for (String table : List.of("a b", "events", "jitsu_x", "\\\"")) {
      HttpResponse<String> answer =
          client.send(
              client
                  .request("/api/builders/tables")
                  .header("Authorization", "Bearer " + client.key("deployKey"))
                  .PUT(BodyPublishers.ofString("{\"tableName\":\"" + table + "\"}")));
      assertProblem(answer, 400, "JITSU-0703");
    }
  }

  @Test
  void oddProfilesGetTheirRows() {
    List<String> ids =
        List.of(
            "   ",
            "\ud83d\ude00",
            "a/b",
            "..",
            "a%2Fb",
            "a+b",
            "tab\there",
            "'; drop table profiles; --",
            "l".repeat(2_000));
    ids.forEach(id -> client.accept(event(id)));
    client.publishAndWait("odd", COUNT.replace("{ traits", "{ tableName: 'odd', traits"));
    ids.forEach(id -> client.accept(event(id)));
    client.awaitCurrent("odd");

    for (String id : ids) {
      String encoded = URLEncoder.encode(id, UTF_8).replace("+", "%20");
      HttpResponse<String> answer = client.get("/api/profiles/odd/" + encoded.replace(".", "%2E"));
      assertThat(answer.statusCode()).as("%s: %s", id, answer.body()).isEqualTo(200);
      JsonNode row = Json.parse(answer.body());
      assertThat(row.path("profile_id").asText()).isEqualTo(id);
      assertThat(row.path("traits").path("n").asInt()).as(id).isEqualTo(2);
    }
  }

  /** No client can write it into a path: Jetty takes no %00. */
  @Test
  void aProfileWithAZeroByteHasARowForSql() {
    client.accept(event("a\u0000b"));
    client.publishAndWait("zero", COUNT.replace("{ traits", "{ tableName: 'zero', traits"));
    client.accept(event("a\u0000b"));
    client.awaitCurrent("zero");

    assertThat(client.rows("select traits->>'n' from zero where profile_id = 'a' || chr(0) || 'b'"))
        .hasToString("[[\"2\"]]");
    // Jetty also ends the connection, so it must be nobody else's.
    LiteClient other = new LiteClient(server.address(), data);
    assertThat(other.get("/api/profiles/zero/a%00b").statusCode()).isEqualTo(400);
  }

  @Test
  void halfACharacterSpoilsNeitherRowsNorAnswers() {
    client.accept(event("half"));
    HttpResponse<String> sent =
        post(
            "/api/s/s2s/batch",
            "{\"batch\":[{\"type\":\"track\",\"userId\":\"h\\ud800\",\"messageId\":\"half\"}]}"
                .getBytes(UTF_8));
    assertThat(sent.statusCode()).as(sent.body()).isLessThan(500);
    String emoji = "\\ud83d\\ude00".repeat(400);
    JsonNode state =
        client.publishAndWait(
            "half",
            "export default (events, user) => { if (user.profileId === 'half') throw new Error('x"
                + emoji
                + "\\ud800'); return { tableName: 'half', traits: { t: '\\ud800', z: 'a\\u0000b' } } }");

    assertThat(state.path("status").asText()).isEqualTo("READY");
    assertThat(state.path("rebuild").path("failed").asInt()).as(state.toString()).isEqualTo(1);
  }

  private static ObjectNode function(String builder, String code) {
    return Json.object()
        .put("profileBuilderId", builder)
        .put("slug", builder)
        .put("source", "src/profiles/" + builder + ".ts")
        .put("code", code);
  }

  private static JsonNode event(String userId) {
    return Json.object()
        .put("type", "track")
        .put("event", "seen")
        .put("userId", userId)
        .put("messageId", java.util.UUID.randomUUID().toString());
  }

  private static HttpResponse<String> post(String path, byte[] body) {
    return client.send(
        client
            .request(path)
            .header("Authorization", "Bearer " + client.key("adminToken"))
            .header("X-Write-Key", client.key("serverKey"))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
  }
}

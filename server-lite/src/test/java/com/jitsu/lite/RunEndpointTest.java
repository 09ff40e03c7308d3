package com.jitsu.lite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.contract.Json;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The border of POST /api/functions/run; what functions may do is {@link ConformanceTest}. */
class RunEndpointTest {

  private static final String RUN = "/api/functions/run";
  private static final String COUNT =
      "export default (events) => ({ traits: { n: [...events].length } })";

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

  @Test
  void aRunTellsEverythingAndWritesNothing() {
    JsonNode answer = run(count().put("slug", "count"), 200);

    assertThat(answer.path("row").path("traits")).isEqualTo(Json.parse("{\"n\":1}"));
    assertThat(answer.path("user").path("profileId").asText()).isEqualTo("u1");
    assertThat(answer.path("tookMs").asDouble()).isPositive();
    assertThat(client.post("/api/sql", Json.object().put("sql", "from profiles")).body())
        .contains("profiles does not exist");
    assertThat(client.get("/api/builders").body()).isEqualTo("{\"builders\":[]}");
  }

  @Test
  void whatTheCallerKnowsOfTheUserGoesBeforeTheEvents() {
    ObjectNode request =
        count().put("code", "export default (events, user) => ({ traits: { user } })");
    request.putObject("user").put("anonymousId", "").put("userId", "known");

    assertThat(run(request, 200).path("row").path("traits").path("user"))
        .isEqualTo(
            Json.parse(
                "{\"profileId\":\"u1\",\"userId\":\"known\",\"anonymousId\":\"\",\"traits\":{}}"));
  }

  @Test
  void whatIsWrongIsToldAllAtOnce() {
    JsonNode answer =
        run(
            Json.parse(
                """
                {"kind": "profil", "kode": "x", "now": "soon", "timeLimitMs": 60001, "variables": {"A": 1},
                 "events": [1], "event": {}, "builder": {"version": 0, "table": "t"}, "user": [], "sourceMap": 5}
                """),
            400);

    assertThat(answer.path("problems"))
        .extracting(problem -> problem.path("where").asText())
        .containsExactlyInAnyOrder(
            "kode",
            "kind",
            "variables.A",
            "now",
            "timeLimitMs",
            "event",
            "builder.table",
            "events[0]",
            "code",
            "sourceMap",
            "user",
            "user",
            "builder.version");
    assertThat(answer.toString())
        .contains("did you mean \\\"code\\\"?", "profile, transformation, chain", "1 to 60000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'code':'export default () => ({})'}|there is no profile id",
        "{'kind':'transformation','code':'export default () => {}'}|\\\"event\\\" is missing",
        "{'kind':'transformation','code':'x','event':{},'events':[]}|means nothing for a transformation",
        "{'kind':'chain','event':{}}|\\\"functions\\\" must be a list",
        "{'kind':'chain','event':{},'functions':[{'slug':'a'}]}|functions[0].code",
        "{'kind':'chain','event':{},'functions':[{'code':'x'}],'code':'x'}|means nothing for a chain",
        "{'kind':'transformation','code':'x','event':7}|\\\"event\\\" must be an object",
        "{'user':{'profileId':'u'},'code':''}|must be a text that is not empty",
        "{'user':{'profileId':'u'},'code':'export default () => ({})','sourceMap':'[]'}|not a source map",
      })
  void whatCannotBeRunIsRefused(String body, String words) {
    JsonNode answer = run(Json.parse(body.replace('\'', '"')), 400);

    assertThat(answer.toString()).contains("JITSU-0401").contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "7"})
  void whatIsNoObjectIsRefused(String body) {
    HttpResponse<String> answer = send("deployKey", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("JITSU-0401");
  }

  @Test
  void codeThatCannotBeLoadedIsRefusedAsInADeployment() {
    JsonNode answer = run(count().put("code", "export const a = 1").put("source", "a.ts"), 400);

    assertThat(answer.path("problems").path(0).path("code").asText()).isEqualTo("JITSU-0302");
    assertThat(answer.path("problems").path(0).path("where").asText()).isEqualTo("a.ts");
  }

  @Test
  void oddNamesAreOnlyNames() {
    for (String name :
        List.of("a\u0000b", "../../etc/passwd", "a\nb", "\ud83d\ude00", "x".repeat(9_000))) {
      JsonNode answer =
          run(
              count()
                  .put("code", "export default () => { throw new Error('x') }")
                  .put("slug", name)
                  .put("source", name),
              200);
      assertThat(answer.path("error").path("stack").path(0).asText()).contains(name + ":1:");
    }
  }

  @Test
  void aKeyIsAskedForAndTheDeployKeyIsEnough() {
    assertThat(send("deployKey", Json.text(count())).statusCode()).isEqualTo(200);
    assertThat(send("serverKey", Json.text(count())).statusCode()).isEqualTo(401);
    assertThat(client.send(client.request(RUN).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aBodyMayHaveTwentyMegabytes() {
    String long19 = COUNT + " //" + "x".repeat(19_000_000);

    assertThat(send("deployKey", Json.text(count().put("code", long19))).statusCode())
        .isEqualTo(200);
    assertThat(send("deployKey", " ".repeat(21 * 1024 * 1024)).statusCode()).isEqualTo(413);
  }

  private static ObjectNode count() {
    ObjectNode request = Json.object().put("code", COUNT);
    request.putArray("events").addObject().put("type", "page").put("userId", "u1");
    return request;
  }

  private static JsonNode run(JsonNode body, int status) {
    HttpResponse<String> answer = send("deployKey", Json.text(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.parse(answer.body());
  }

  private static HttpResponse<String> send(String key, String body) {
    return client.send(
        client
            .request(RUN)
            .header("Authorization", "Bearer " + client.key(key))
            .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8))));
  }
}

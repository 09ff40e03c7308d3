package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.http.EventReader;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes below {@code /api/builders/{id}/}, asked over HTTP of a whole server. */
class RebuildRoutesTest {

  private static final int CUSTOMERS = 600;

  /** Each test has a table of its own, because a table belongs to one builder. */
  private static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { tableName: '%s', traits: { %s: n } } }";

  /** Takes its time, so that there is something to pause. */
  private static final String SLOW =
      "export default () => { const end = Date.now() + 20; while (Date.now() < end); return { tableName: '%s', traits: {} } }";

  @TempDir static Path data;
  private static ServerLite server;
  private static LiteClient client;

  @BeforeAll
  static void start() {
    Settings settings =
        Settings.read(CommandLine.parse(List.of("--port", "0", "--data", "" + data)), Map.of());
    server = ServerLite.start(settings, Clock.systemUTC());
    client = new LiteClient(server.address(), data);
    client.accept(
        IntStream.range(0, CUSTOMERS).mapToObj(i -> seen("u" + i)).toArray(JsonNode[]::new));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|rollback|{\"version\":1}",
        "POST|rebuild/pause|",
        "POST|rebuild/resume|",
        "POST|rebuild/cancel|",
        "GET|failed|",
        "POST|failed/retry|",
        "GET|estimate|",
        "GET|stream|",
        "GET|variables|",
        "PUT|variables|{\"set\":{\"A\":\"1\"}}",
      })
  void everyRouteAsksForAKeyAndNamesTheBuildersThatExist(String method, String route, String body) {
    client.deploy("known", COUNT.formatted("known", "n"));

    HttpResponse<String> unknown = send(method, "/api/builders/knwon/" + route, body);
    assertProblem(unknown, 404, "JITSU-0410");
    assertThat(unknown.body()).contains("did you mean \\\"known\\\"?");
    HttpResponse<String> nobody =
        client.send(
            client
                .request("/api/builders/known/" + route)
                .method(method, BodyPublishers.ofString(body == null ? "" : body)));
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("JITSU-0508").doesNotContain("known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "cancel"})
  void withoutARebuildThereIsNothingToChange(String change) {
    client.deploy("idle", COUNT.formatted("idle", "n"));
    assertProblem(post("idle", "rebuild/" + change, null), 409, "JITSU-0422");

    client.publishAndWait("idle", COUNT.formatted("idle", "n"));
    assertProblem(post("idle", "rebuild/" + change, null), 409, "JITSU-0422");
  }

  @Test
  void aRebuildIsPausedGoesOnAndIsTakenBack() {
    client.publishAndWait("slow", COUNT.formatted("slow", "n"));
    client.deploy("slow", SLOW.formatted("slow"));
    client.publish("slow");
    client.await("slow", state -> state.at("/rebuild/phase").asText().equals("build"));

    JsonNode paused = ok(post("slow", "rebuild/pause", null));
    assertThat(paused.path("status").asText()).isEqualTo("BUILDING");
    assertThat(paused.at("/rebuild/paused").asText()).isEqualTo("somebody paused it");
    assertThat(paused.at("/rebuild").has("secondsLeft")).as("nobody knows").isFalse();
    assertProblem(post("slow", "rebuild/pause", null), 409, "JITSU-0422");

    JsonNode resumed = ok(post("slow", "rebuild/resume", null));
    assertThat(resumed.at("/rebuild").has("paused")).isFalse();

    JsonNode cancelled = ok(post("slow", "rebuild/cancel", null));
    assertThat(cancelled.path("status").asText()).isEqualTo("READY");
    assertThat(cancelled.at("/rebuild/phase").asText()).isEqualTo("cancelled");
    JsonNode builder = client.builder("slow");
    assertThat(builder.at("/published/version").asInt()).isEqualTo(1);
    assertThat(builder.at("/serving/version").asInt()).isEqualTo(1);
    assertThat(builder.at("/profiles").asInt()).isEqualTo(CUSTOMERS);
  }

  @Test
  void goingBackIsANewVersionThatSaysWhatItRestores() {
    client.publishAndWait("back", COUNT.formatted("back", "one"));
    client.publishAndWait("back", COUNT.formatted("back", "two"));

    JsonNode answer = ok(post("back", "rollback", "{\"version\":1,\"message\":\"two was wrong\"}"));
    assertThat(answer.path("builder").asText()).isEqualTo("back");
    assertThat(answer.path("version").asInt()).isEqualTo(3);
    assertThat(answer.path("change").asText()).isEqualTo("published");
    JsonNode state = client.await("back", now -> !now.path("status").asText().equals("BUILDING"));
    assertThat(state.at("/published/version").asInt()).isEqualTo(3);
    assertThat(state.at("/published/restores").asInt()).isEqualTo(1);
    assertThat(state.at("/published/message").asText()).isEqualTo("two was wrong");
    assertThat(client.rows("select distinct json_keys(traits)[1] from back"))
        .hasToString("[[\"one\"]]");

    JsonNode again = ok(post("back", "rollback", "{\"version\":1}"));
    assertThat(again.path("change").asText()).isEqualTo("unchanged");
    assertProblem(post("back", "rollback", "{\"version\":9}"), 400, "JITSU-0415");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"version\":0}",
        "{\"version\":-1}",
        "{\"version\":\"1\"}",
        "{\"version\":1.5}",
        "{\"version\":null}",
        "{\"version\":1e99}",
        "{\"version\":1,\"message\":7}",
        "{\"version\":1,\"publication\":1}",
        "[]",
        ""
      })
  void whatIsNoVersionToGoBackToIsRefused(String body) {
    client.deploy("odd-rollback", COUNT.formatted("odd_rollback", "n"));

    assertProblem(post("odd-rollback", "rollback", body), 400, "JITSU-0401");
  }

  @Test
  void profilesThatFailAreListedPageByPageAndTriedAgain() {
    client.deploy(
        "failing",
        """
        export default async function check(events, user, context) {
          if (/^u1.$/.test(user.profileId) && !(await context.store.get('mended'))) {
            throw new RangeError('not yet')
          }
          return { tableName: 'failing', traits: {} }
        }
        """);
    client.publish("failing");
    JsonNode state =
        client.await("failing", now -> !now.path("status").asText().equals("BUILDING"));
    assertThat(state.at("/live/failed").asInt()).isEqualTo(10);
    assertThat(state.at("/live/failures/0/error").asText()).isEqualTo("RangeError: not yet");

    JsonNode first = ok(get("failing", "failed?limit=4")).path("failed");
    assertThat(ids(first)).containsExactly("u10", "u11", "u12", "u13");
    assertThat(first.path(0).path("error").asText()).isEqualTo("RangeError: not yet");
    assertThat(first.at("/0/stack/0").asText()).isEqualTo("check (src/profiles/failing.ts:3:11)");
    assertThat(ids(ok(get("failing", "failed?after=u13&limit=1000")).path("failed")))
        .containsExactly("u14", "u15", "u16", "u17", "u18", "u19");
    assertThat(ids(ok(get("failing", "failed?after=u19")).path("failed"))).isEmpty();

    ok(
        client.post(
            "/api/functions/run",
            Json.parse(
                "{\"code\":\"export default async (e, u, context) => { await context.store.set('mended', true) }\",\"user\":{\"profileId\":\"u\"}}")));
    assertThat(ok(post("failing", "failed/retry", null)).path("retried").asInt()).isEqualTo(10);
    client.await("failing", now -> now.at("/live/failed").asInt() == 0);
    assertThat(ids(ok(get("failing", "failed")).path("failed"))).isEmpty();
    assertThat(client.rows("select count(*) from failing")).hasToString("[[600]]");
    assertThat(ok(post("failing", "failed/retry", null)).path("retried").asInt()).isZero();
  }

  @Test
  void aBuilderThatWasNeverPublishedHasNothingThatFails() {
    client.deploy("drafted", COUNT.formatted("drafted", "n"));

    assertThat(ok(get("drafted", "failed"))).hasToString("{\"failed\":[]}");
    assertThat(ok(post("drafted", "failed/retry", null))).hasToString("{\"retried\":0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "ten", "", "1e2", "99999999999", "%31%00"})
  void aLimitThatIsNoneIsRefused(String limit) {
    client.deploy("limited", COUNT.formatted("limited", "n"));

    assertThat(get("limited", "failed?limit=" + limit).statusCode()).isEqualTo(400);
  }

  @Test
  void anEstimateTellsRowsFailuresAndTimeAndChangesNothing() {
    client.publishAndWait("guessed", COUNT.formatted("guessed", "n"));
    assertThat(ok(get("guessed", "estimate")).path("changed").asBoolean()).isFalse();
    client.deploy(
        "guessed",
        "export default function half(events, user) {\n  if (user.profileId.length > 3) throw new Error('long');\n  return { tableName: 'guessed', traits: {} } }");

    JsonNode estimate = ok(get("guessed", "estimate"));

    assertThat(estimate.path("changed").asBoolean()).isTrue();
    assertThat(estimate.path("events").asInt()).as("keyed already").isZero();
    assertThat(estimate.path("profiles").asInt()).isGreaterThanOrEqualTo(CUSTOMERS);
    assertThat(estimate.path("rows").asInt() + estimate.path("failed").asInt())
        .isEqualTo(estimate.path("profiles").asInt());
    assertThat(estimate.path("failed").asInt()).isBetween(300, 600);
    assertThat(estimate.at("/failures/0/stack/0").asText())
        .isEqualTo("half (src/profiles/guessed.ts:2:40)");
    assertThat(estimate.path("seconds").isNumber()).isTrue();
    JsonNode builder = client.builder("guessed");
    assertThat(builder.at("/published/version").asInt()).isEqualTo(1);
    assertThat(builder.at("/live/failed").asInt()).isZero();
  }

  @Test
  void withoutADraftThereIsNothingToEstimate() {
    assertThat(put("/api/builders/bare", "{}").statusCode()).isEqualTo(200);

    assertProblem(get("bare", "estimate"), 400, "JITSU-0411");
  }

  @Test
  void theStreamTellsEveryChange() throws Exception {
    client.deploy("streamed", COUNT.formatted("streamed", "n"));
    try (EventReader reader =
        EventReader.open(
            server.address() + "/api/builders/streamed/stream",
            "Authorization",
            "Bearer " + client.key("deployKey"))) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      EventReader.Event first = reader.next();
      assertThat(first.event()).isEqualTo("progress");
      assertThat(first.data()).isEqualTo("{\"status\":\"INCOMPLETE\"}");

      client.publish("streamed");
      JsonNode now = Json.parse(reader.next().data());
      while (!now.path("status").asText().equals("READY")) {
        now = Json.parse(reader.next().data());
      }
      assertThat(now.at("/rebuild/phase").asText()).isEqualTo("done");
      assertThat(now.at("/live/waiting").isNumber()).isTrue();
    }
  }

  @Test
  void variablesAreSeenByFunctionsOfTheNextPublicationAndByNobodyElse() {
    client.deploy(
        "secretive",
        "export default (events, user) => ({ tableName: 'secretive', traits: { length: (process.env.API_KEY ?? '').length } })");
    client.publish("secretive");
    client.await("secretive", now -> now.path("status").asText().equals("READY"));
    assertThat(client.rows("select distinct traits->>'length' from secretive"))
        .hasToString("[[\"0\"]]");

    String path = "/api/builders/secretive/variables";
    HttpResponse<String> set =
        put(path, "{\"set\":{\"API_KEY\":\"hush-hush-7\",\"OTHER\":\"hush-too\"}}");
    HttpResponse<String> removed = put(path, "{\"remove\":[\"OTHER\",\"NEVER\"]}");
    JsonNode kept = ok(client.get(path)).path("variables");
    assertThat(names(kept)).containsExactly("API_KEY");
    assertThat(ok(removed).path("variables")).isEqualTo(kept);
    assertThat(names(ok(set).path("variables"))).containsExactly("API_KEY", "OTHER");
    HttpResponse<String> estimate = get("secretive", "estimate");
    assertThat(ok(estimate).path("changed").asBoolean()).isTrue();

    JsonNode published = client.publish("secretive");
    assertThat(published.path("version").asInt()).isEqualTo(2);
    client.await("secretive", now -> now.path("status").asText().equals("READY"));
    assertThat(client.rows("select distinct traits->>'length' from secretive"))
        .hasToString("[[\"11\"]]");
    JsonNode builder = client.builder("secretive");
    assertThat(builder.at("/published/variables")).isEqualTo(kept);
    for (String answer :
        List.of(
            set.body(),
            removed.body(),
            estimate.body(),
            builder.toString(),
            client.get("/api/builders").body(),
            get("secretive", "failed").body(),
            client.get("/api/profiles/secretive/u1").body())) {
      assertThat(answer).doesNotContain("hush");
    }
  }

  @Test
  void everythingWrongWithVariablesIsToldAtOnceAndNothingIsSet() {
    client.deploy("named", COUNT.formatted("named", "n"));
    String body =
        Json.text(
            Json.parse(
                """
                {"set": {"1ST": "hush", "A-B": "hush", "": "hush", "É": "hush", "%s": "hush", "GOOD": "hush", "N": 1},
                 "remove": [7], "get": {}}
                """
                    .formatted("L".repeat(101))));

    HttpResponse<String> answer = put("/api/builders/named/variables", body);

    assertProblem(answer, 400, "JITSU-0401");
    assertThat(Json.parse(answer.body()).path("problems"))
        .extracting(problem -> problem.path("where").asText())
        .containsExactlyInAnyOrder(
            "get",
            "set.1ST",
            "set.A-B",
            "set.",
            "set.É",
            "set." + "L".repeat(101),
            "set.N",
            "remove");
    assertThat(answer.body()).doesNotContain("hush");
    assertThat(ok(get("named", "variables"))).hasToString("{\"variables\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "", "null", "{\"set\":[]}", "{\"set\":null}", "{\"remove\":\"A\"}"})
  void whatIsNoChangeOfVariablesIsRefused(String body) {
    client.deploy("changed", COUNT.formatted("changed", "n"));

    assertProblem(put("/api/builders/changed/variables", body), 400, "JITSU-0401");
  }

  @Test
  void transformationsComeWithADeploymentStayUntilTheNextAndKeyItsHistory() {
    ObjectNode body = deployment("keyed", "keyed");
    transformation(
        body, "group", "export default (event) => ({ ...event, JITSU_PROFILE_ID: 'all' })");
    ok(client.post("/api/deployments", body));
    assertThat(client.builder("keyed").at("/draft/transformations/0/slug").asText())
        .isEqualTo("group");
    ok(client.post("/api/deployments", deployment("keyed", "keyed")));
    assertThat(client.builder("keyed").at("/draft/transformations"))
        .as("what is said nothing about stays")
        .hasSize(1);

    client.publish("keyed");
    JsonNode state = client.await("keyed", now -> now.path("status").asText().equals("READY"));
    assertThat(state.at("/published/transformations/0/source").asText())
        .isEqualTo("src/functions/group.ts");
    assertThat(client.rows("select profile_id from keyed")).hasToString("[[\"all\"]]");

    body.putArray("transformations");
    ok(client.post("/api/deployments", body));
    assertThat(client.builder("keyed").path("draft").has("transformations")).isFalse();
    JsonNode estimate = ok(get("keyed", "estimate"));
    assertThat(estimate.path("changed").asBoolean()).isTrue();
    assertThat(estimate.path("events").asInt()).isGreaterThanOrEqualTo(CUSTOMERS);
    assertThat(client.publish("keyed").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void whatATransformationFailsWithIsCounted() {
    ObjectNode body = deployment("throwing", "throwing");
    transformation(
        body,
        "strict",
        "export default function strict(event) { if (event.userId === 'u7') throw new NoRetryError('no'); return event }");
    ok(client.post("/api/deployments", body));
    client.publish("throwing");
    client.await("throwing", now -> now.path("status").asText().equals("READY"));

    JsonNode failures = client.builder("throwing").at("/live/transformationFailures");
    assertThat(failures.at("/0/count").asInt()).isEqualTo(1);
    assertThat(failures.at("/0/example").asText()).isEqualTo("strict");
    assertThat(failures.at("/0/error").asText()).contains("no");
    assertThat(client.rows("select count(*) from throwing where profile_id = 'u7'"))
        .hasToString("[[0]]");
  }

  @Test
  void oneBrokenTransformationKeepsAllFunctionsOut() {
    ObjectNode body = deployment("spared", "spared");
    transformation(body, "good", "export default (event) => event");
    transformation(body, "bad", "export const nothing = 1");

    HttpResponse<String> answer = client.post("/api/deployments", body);
    assertProblem(answer, 400, "JITSU-0302");
    assertThat(answer.body()).contains("src/functions/bad.ts");
    assertThat(client.get("/api/builders/spared").statusCode()).isEqualTo(404);
    body.putArray("transformations").addObject().put("slug", "x").put("profileBuilderId", "b");
    HttpResponse<String> odd = client.post("/api/deployments", body);
    assertProblem(odd, 400, "JITSU-0401");
    assertThat(odd.body())
        .contains("transformations[0].profileBuilderId", "transformations[0].code");
  }

  private static ObjectNode deployment(String builder, String table) {
    ObjectNode body = Json.object().put("createBuilders", true);
    body.putArray("functions")
        .addObject()
        .put("profileBuilderId", builder)
        .put("slug", builder)
        .put("source", "src/profiles/" + builder + ".ts")
        .put("code", COUNT.formatted(table, "n"));
    return body;
  }

  private static void transformation(ObjectNode body, String slug, String code) {
    body.withArray("transformations")
        .addObject()
        .put("slug", slug)
        .put("source", "src/functions/" + slug + ".ts")
        .put("code", code);
  }

  private static HttpResponse<String> get(String builder, String route) {
    return client.get("/api/builders/" + builder + "/" + route);
  }

  private static HttpResponse<String> post(String builder, String route, String body) {
    return send("POST", "/api/builders/" + builder + "/" + route, body);
  }

  private static HttpResponse<String> put(String path, String body) {
    return send("PUT", path, body);
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    return client.send(
        client
            .request(path)
            .header("Authorization", "Bearer " + client.key("deployKey"))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
  }

  private static List<String> ids(JsonNode failed) {
    return failed.findValuesAsText("profileId");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode seen(String userId) {
    return Json.object()
        .put("type", "track")
        .put("event", "seen")
        .put("userId", userId)
        .put("messageId", "seen-" + userId);
  }
}

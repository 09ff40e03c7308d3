package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house in one process: real Jetty, RocksDB, Redis and DuckDB. */
class ServerLiteTest {

  private static final String SUM =
      "export default async (events, user) => { let n = 0, total = 0; for (const e of events) { n++; total += e.properties?.total ?? 0 } return { traits: { n, total } } }";

  @TempDir Path data;
  private ServerLite server;
  private LiteClient client;

  @BeforeEach
  void start() {
    server = ServerLite.start(settings(data, 0), Clock.systemUTC());
    client = new LiteClient(server.address(), data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void publishingBuildsAllProfilesAndNewEventsKeepThemCurrent() {
    client.accept(order("u1", "m1", 10), order("u2", "m2", 20), order("u1", "m3", 5));

    JsonNode state = client.publishAndWait("b", SUM);

    assertThat(state.path("status").asText()).isEqualTo("READY");
    assertThat(state.path("rebuild").path("phase").asText()).isEqualTo("done");
    assertThat(state.path("rebuild").path("total").asInt()).isEqualTo(2);
    assertThat(state.path("rebuild").path("done").asInt()).isEqualTo(2);
    assertThat(state.path("profiles").asInt()).isEqualTo(2);
    assertThat(table())
        .isEqualTo("[[\"u1\",{\"n\":2,\"total\":15},1],[\"u2\",{\"n\":1,\"total\":20},1]]");

    client.accept(order("u2", "m4", 1), order("u3", "m5", 7));
    client.awaitCurrent("b");
    assertThat(client.builder("b").path("profiles").asInt()).isEqualTo(3);

    assertThat(table())
        .isEqualTo(
            "[[\"u1\",{\"n\":2,\"total\":15},1],[\"u2\",{\"n\":2,\"total\":21},1],[\"u3\",{\"n\":1,\"total\":7},1]]");
  }

  @Test
  void anEventSentTwiceCountsOnce() {
    client.publishAndWait("b", SUM);
    client.accept(order("u1", "m1", 10));
    client.accept(order("u1", "m1", 10));
    client.awaitCurrent("b");

    assertThat(table()).isEqualTo("[[\"u1\",{\"n\":1,\"total\":10},1]]");
  }

  @Test
  void aNewVersionReplacesAllRowsAndTheOldOneServesTillThen() {
    client.accept(order("u1", "m1", 10));
    client.publishAndWait("b", SUM);
    client.publishAndWait("b", SUM.replace("{ n, total }", "{ sum: total }"));

    assertThat(table()).isEqualTo("[[\"u1\",{\"sum\":10},2]]");
    assertThat(client.builder("b").path("serving").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void publishingTheSameAgainSaysSo() {
    client.publishAndWait("b", SUM);

    JsonNode again = client.publish("b");

    assertThat(again.path("change").asText()).isEqualTo("unchanged");
    assertThat(again.path("version").asInt()).isEqualTo(1);
  }

  @Test
  void oneCustomerWhoseFunctionThrowsHarmsNoOther() {
    client.accept(order("u1", "m1", 10), order("bad", "m2", 20), order("u3", "m3", 30));

    JsonNode state =
        client.publishAndWait(
            "b",
            "export default function total(events, user) {\n  if (user.profileId === 'bad') { throw new RangeError('no such luck') }\n  return { traits: {} }\n}\n");

    JsonNode rebuild = state.path("rebuild");
    assertThat(rebuild.path("done").asInt()).isEqualTo(3);
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    JsonNode failure = rebuild.path("failures").path(0);
    assertThat(failure.path("error").asText()).isEqualTo("RangeError: no such luck");
    assertThat(failure.path("example").asText()).isEqualTo("bad");
    assertThat(failure.path("stack").path(0).asText()).isEqualTo("total (src/profiles/b.ts:2:41)");
    assertThat(client.rows("select profile_id from profiles order by 1").toString())
        .isEqualTo("[[\"u1\"],[\"u3\"]]");
  }

  @Test
  void aFailureOfTodayIsToldUntilAMendedVersionServes() {
    client.publishAndWait("b", "export default () => { throw new Error('not yet') }");
    client.accept(order("u1", "m1", 10));
    client.awaitCurrent("b");
    JsonNode live = client.builder("b").path("live");
    assertThat(live.path("failed").asInt()).isEqualTo(1);
    assertThat(live.path("failures").path(0).path("error").asText()).isEqualTo("Error: not yet");

    JsonNode state = client.publishAndWait("b", SUM);

    assertThat(state.path("live").path("failed").asInt()).isZero();
    assertThat(table()).isEqualTo("[[\"u1\",{\"n\":1,\"total\":10},2]]");
  }

  @Test
  void noRowIsCountedAsSkipped() {
    client.accept(order("u1", "m1", 10), order("u2", "m2", 20));

    JsonNode state =
        client.publishAndWait(
            "b", "export default (events, user) => user.profileId === 'u1' ? undefined : {}");

    assertThat(state.path("rebuild").path("skipped").asInt()).isEqualTo(1);
    assertThat(client.rows("select profile_id from profiles").toString()).isEqualTo("[[\"u2\"]]");
  }

  @Test
  void builtInTraitsAndTheUsersIdsComeFromIdentifyEvents() {
    client.accept(
        Json.parse(
            "{\"type\":\"identify\",\"userId\":\"u1\",\"anonymousId\":\"a1\",\"messageId\":\"i1\",\"traits\":{\"email\":\"a@b.c\",\"plan\":\"free\"}}"),
        Json.parse(
            "{\"type\":\"identify\",\"userId\":\"u1\",\"anonymousId\":\"a2\",\"messageId\":\"i2\",\"traits\":{\"plan\":\"pro\"}}"));

    client.publishAndWait(
        "b", "export default (events, user) => ({ traits: { anonymous: user.anonymousId } })");

    assertThat(table())
        .isEqualTo("[[\"u1\",{\"email\":\"a@b.c\",\"plan\":\"pro\",\"anonymous\":\"a1\"},1]]");
  }

  @Test
  void twoBuildersCannotShareATable() {
    client.accept(order("u1", "m1", 10));
    client.publishAndWait("first", SUM);

    JsonNode state = client.publishAndWait("second", SUM);

    assertThat(state.path("rebuild").path("failed").asInt()).isEqualTo(1);
    assertThat(state.path("rebuild").path("failures").path(0).path("error").asText())
        .contains("JITSU-0702")
        .contains("first");
    assertThat(table()).isEqualTo("[[\"u1\",{\"n\":1,\"total\":10},1]]");
  }

  @Test
  void aRestartKeepsEverythingAndGoesOn() {
    client.accept(order("u1", "m1", 10));
    client.publishAndWait("b", SUM);
    server.close();

    server = ServerLite.start(settings(data, 0), Clock.systemUTC());
    client = new LiteClient(server.address(), data);
    client.accept(order("u1", "m2", 1));
    client.awaitCurrent("b");

    assertThat(table()).isEqualTo("[[\"u1\",{\"n\":2,\"total\":11},1]]");
    assertThat(client.builder("b").path("status").asText()).isEqualTo("READY");
  }

  @Test
  void aBrokenFunctionIsRefusedAndNothingIsSaved() {
    HttpResponse<String> answer = client.deploy("b", "export const nothing = 1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("JITSU-0302").contains("src/profiles/b.ts");
    assertThat(client.get("/api/builders/b").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsWrongInABodyIsToldAllAtOnce() {
    HttpResponse<String> answer =
        client.post(
            "/api/deployments",
            Json.parse(
                "{\"functions\":[{\"slug\":\"x\",\"kode\":\"y\"}],\"createBuilders\":\"yes\"}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("functions[0].profileBuilderId")
        .contains("did you mean \\\"code\\\"?")
        .contains("functions[0].source")
        .contains("\\\"createBuilders\\\" must be true or false");
  }

  @Test
  void settingsOfABuilderChangeWithTheNextPublication() {
    client.accept(order("u1", "m1", 10));
    client.publishAndWait("b", SUM);
    HttpResponse<String> put =
        client.send(
            client
                .request("/api/builders/b")
                .header("Authorization", "Bearer " + client.key("deployKey"))
                .PUT(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"tableName\":\"customers\"}")));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);

    client.publishAndWait("b", SUM);

    assertThat(client.rows("select profile_id from customers").toString()).isEqualTo("[[\"u1\"]]");
    assertThat(client.rows("select count(*) from profiles").toString()).isEqualTo("[[0]]");
    assertThat(Json.parse(client.get("/api/profiles/b/u1").body()).path("table").asText())
        .isEqualTo("customers");
  }

  @Test
  void keysAreAskedFor() {
    for (String path : List.of("/api/builders", "/api/profiles/b/u1", "/api/v1/events/cache")) {
      HttpResponse<String> answer = client.send(client.request(path).GET());
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
    }
    HttpResponse<String> sql =
        client.send(
            client
                .request("/api/sql")
                .header("Authorization", "Bearer " + client.key("deployKey"))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"sql\":\"select 1\"}")));
    assertThat(sql.statusCode()).isEqualTo(401);
  }

  @Test
  void aProfileThatIsNotThereIsNotFound() {
    client.publishAndWait("b", SUM);

    HttpResponse<String> answer = client.get("/api/profiles/b/nobody");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("JITSU-0414").contains("nobody");
  }

  @Test
  void aSecondServerOnTheSameFolderOrPortIsToldWhy() {
    assertThatThrownBy(() -> ServerLite.start(settings(data, 0), Clock.systemUTC()))
        .hasMessageContaining("JITSU-0601");
    Path other = data.resolve("other");
    assertThatThrownBy(() -> ServerLite.start(settings(other, server.port()), Clock.systemUTC()))
        .hasMessageContaining("JITSU-0603");
  }

  @Test
  void healthTellsOfEveryPart() {
    HttpResponse<String> answer = client.get("/health");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.parse(answer.body()).path("status").asText()).isEqualTo("pass");
    assertThat(Json.parse(answer.body()).path("checks").properties())
        .extracting(Map.Entry::getKey)
        .contains("disk", "journal", "redis", "warehouse");
  }

  @Test
  void healthShowsDiskUsedAndTheOldestEvent() {
    JsonNode empty = Json.parse(client.get("/health").body()).path("checks");
    assertThat(empty.path("journal").has("oldestEvent")).isFalse();
    Instant before = Instant.now();
    client.accept(order("u1", "m1", 10), order("u1", "m2", 10));
    Instant after = Instant.now();

    JsonNode checks = Json.parse(client.get("/health").body()).path("checks");

    assertThat(Instant.parse(checks.path("journal").path("oldestEvent").asText()))
        .isBetween(before.truncatedTo(ChronoUnit.MILLIS), after);
    assertThat(checks.path("journal").path("events").asLong()).isEqualTo(2);
    JsonNode disk = checks.path("disk");
    assertThat(disk.path("usedBytes").asLong()).isPositive();
    assertThat(disk.path("freeBytes").asLong()).isPositive();
    long parts = 0;
    for (String part : List.of("journal", "history", "warehouse", "redis")) {
      assertThat(disk.has(part + "Bytes")).as(part).isTrue();
      parts += disk.path(part + "Bytes").asLong();
    }
    assertThat(parts).isBetween(1L, disk.path("usedBytes").asLong());
  }

  @Test
  void healthSaysThatOurOwnRedisCannotBeStartedAgainUntilItIs() throws Exception {
    Path conf = data.resolve("redis/redis.conf");
    String content = Files.readString(conf);
    Files.writeString(conf, "nonsense\n");
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").startsWith(data.toString()))
        .forEach(ProcessHandle::destroyForcibly);
    until("health tells it", () -> client.get("/health").body().contains("JITSU-0624"));
    client.accept(order("u1", "m1", 10));

    Files.writeString(conf, content);
    until("it works again", () -> client.get("/health").statusCode() == 200);
    client.publishAndWait("b", SUM);
    assertThat(table()).isEqualTo("[[\"u1\",{\"n\":1,\"total\":10},1]]");
  }

  private String table() {
    return client.rows("select profile_id, traits, version from profiles order by 1").toString();
  }

  private static JsonNode order(String userId, String messageId, int total) {
    return Json.parse(
        "{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"%s\",\"messageId\":\"%s\",\"properties\":{\"total\":%d}}"
            .formatted(userId, messageId, total));
  }

  private static Settings settings(Path data, int port) {
    return Settings.read(
        CommandLine.parse(List.of("--port", Integer.toString(port), "--data", data.toString())),
        Map.of());
  }
}

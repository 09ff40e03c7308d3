package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.redis.DebianRedis;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis is away, hangs, is full or no longer lets us in: events are taken and built into rows as
 * ever, health says what is wrong, and everything goes on by itself afterwards.
 */
class RedisFaultsIT {

  private static final String PASSWORD = "hunter2";
  private static final int EVENTS = 300;
  private static final String REMEMBER =
      """
      export default async (events, user, context) => {
        let n = 0
        for (const e of events) n++
        await context.store.set('seen:' + user.profileId, n)
        return { tableName: 'remembered', traits: { n: await context.store.get('seen:' + user.profileId) } }
      }
      """;

  @TempDir Path folder;
  private DebianRedis redis;
  private ServerLite server;
  private LiteClient client;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    redis = DebianRedis.start(folder.resolve("r"), "--requirepass", PASSWORD);
    Path file =
        Files.writeString(
            folder.resolve("jitsu.yaml"),
            """
            meta: {storage: {redis: {host: "redis://:%s@127.0.0.1:%d/3"}}}
            server: {cache: {events: {size: 100000}}}
            """
                .formatted(PASSWORD, redis.port()));
    Path data = folder.resolve("data");
    server =
        ServerLite.start(
            Settings.read(
                CommandLine.parse(List.of("--port=0", "--data=" + data, "--config=" + file)),
                Map.of()),
            Clock.systemUTC());
    client = new LiteClient(server.address(), data);
    client.publishAndWait("counts", BatchStream.COUNT);
    client.publishAndWait("remembers", REMEMBER);
    send();
    awaitCounted();
    awaitRemembered();
  }

  @AfterEach
  void stop() {
    server.close();
    redis.close();
  }

  @Test
  void awayAndStartedAgain() {
    redis.kill();

    send();
    awaitCounted();
    awaitProblem("redis", "nobody listens there");
    awaitProblem("cache", "dropped");
    HttpResponse<String> deployed = client.deploy("counts", BatchStream.COUNT);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(503);
    assertThat(deployed.body()).contains("JITSU-0421");
    assertThat(client.get("/api/v1/events/cache").statusCode()).isEqualTo(200);

    redis.startAgain();
    requireAllWorks();
  }

  @Test
  void hangingForAWhile() {
    redis.stop();

    send();
    awaitCounted();
    awaitProblem("redis", "has not answered within");
    assertThat(health().path("checks").path("journal").path("status").asText()).isEqualTo("pass");
    // All of this was answered before Redis was asked to go on.
    redis.goOn();
    requireAllWorks();
  }

  @Test
  void full() {
    redis.command(null, PASSWORD, "CONFIG", "SET", "maxmemory", "1");

    send();
    awaitCounted();
    awaitProblem("redis", "is full");
    awaitProblem("cache", "dropped");
    assertThat(client.deploy("counts", BatchStream.COUNT + "//").statusCode()).isEqualTo(503);

    redis.command(null, PASSWORD, "CONFIG", "SET", "maxmemory", "0");
    requireAllWorks();
  }

  @Test
  void startedAgainWithAnotherPassword() {
    redis.kill();
    redis.startAgain("--requirepass", "changed");

    send();
    awaitCounted();
    awaitProblem("redis", "refuses the password");
    awaitProblem("cache", "dropped");
    assertThat(client.get("/health").body()).doesNotContain(PASSWORD);

    redis.kill();
    redis.startAgain();
    requireAllWorks();
  }

  /** What was sent meanwhile is in every row, new events are cached, and versions go on. */
  private void requireAllWorks() {
    until("health passes", () -> client.get("/health").statusCode() == 200);
    awaitRemembered();
    client.awaitCurrent("counts");
    assertThat(client.rows("select count(*), count(distinct messageid) from events"))
        .hasToString("[[%d,%d]]".formatted(sent, sent));

    String last = "m" + sent;
    send();
    until(
        "new events in the cache",
        () -> client.get("/api/v1/events/cache?namespace=token&limit=1000").body().contains(last));
    client.publishAndWait("counts", BatchStream.COUNT + "// " + sent);
    send();
    client.awaitCurrent("counts");
    client.awaitCurrent("remembers");
    awaitCounted();
    awaitRemembered();
  }

  /** One event per request, each answered 200. */
  private void send() {
    for (int i = 0; i < EVENTS; i++) {
      client.accept(
          Json.object()
              .put("type", "track")
              .put("event", "Visited")
              .put("userId", "u" + i % 7)
              .put("messageId", "m" + sent++));
    }
  }

  private void awaitCounted() {
    awaitSum("profiles");
    until(
        "all events loaded",
        () -> client.rows("select count(*) from events").path(0).path(0).asInt() == sent);
  }

  private void awaitRemembered() {
    awaitSum("remembered");
  }

  private void awaitSum(String table) {
    String sql = "select coalesce(sum((traits->>'n')::bigint), 0)::bigint from " + table;
    until("all events counted in " + table, () -> client.rows(sql).path(0).path(0).asInt() == sent);
  }

  private void awaitProblem(String part, String text) {
    until(
        part + " fails: " + text,
        () -> health().path("checks").path(part).path("problem").asText().contains(text));
  }

  private JsonNode health() {
    return Json.parse(client.get("/health").body());
  }
}

package com.jitsu.lite.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.Draft;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.keyer.Keyer;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers over the real journal, Redis and DuckDB, without HTTP. */
class RebuildsTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final int CUSTOMERS = 40;

  @TempDir Path folder;
  private RocksStore rocks;
  private RocksJournal journal;
  private History history;
  private EmbeddedRedis redisServer;
  private RedisStore redis;
  private RedisBuilders builders;
  private DuckDbWarehouse warehouse;
  private FunctionEngine engine;
  private Rebuilds rebuilds;
  private int sent;

  @BeforeEach
  void start() {
    rocks = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(rocks, CLOCK, 10_000);
    journal.start();
    history = new History(rocks);
    redisServer = EmbeddedRedis.start(folder.resolve("redis"));
    redis = RedisStore.connect(redisServer.address());
    builders = new RedisBuilders(redis, CLOCK);
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    engine = new FunctionEngine(new Limits(Duration.ofSeconds(2)));
    startRebuilds();
  }

  @AfterEach
  void stop() {
    rebuilds.close();
    engine.close();
    warehouse.close();
    redis.close();
    redisServer.close();
    journal.close();
    rocks.close();
  }

  @Test
  void eventsThatComeWhileAVersionReplacesAnotherAreAllCounted() throws Exception {
    send(200);
    publishAndWait("counts", "n");
    Thread sender = new Thread(() -> repeat(60, () -> send(20)));
    sender.start();
    for (String key : List.of("a", "b", "c")) {
      publishAndWait("counts", key);
      assertThat(keysInTable()).containsExactly(key);
    }
    sender.join();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("c");
    assertThat(sum("c")).isEqualTo(sent);
    assertThat(builders.get("counts").highestVersion()).isEqualTo(4);
  }

  @Test
  void aPublicationThatIsOvertakenNeverShows() throws Exception {
    send(400);
    publish("counts", "first");
    publish("counts", "second");
    publish("counts", "third");
    awaitReady();

    assertThat(keysInTable()).containsExactly("third");
    assertThat(sum("third")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing())
        .isEqualTo(builders.get("counts").findPublished());
  }

  @Test
  void aRebuildThatWasCutOffBeginsAnewAtTheNextStart() throws Exception {
    send(400);
    publish("counts", "n");
    rebuilds.close();

    startRebuilds();
    rebuilds.start();
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void aFunctionThatIsEndedByForceFailsAloneAndTheRestIsBuilt() throws Exception {
    send(CUSTOMERS);
    saveDraft(
        "counts",
        "export default (events, user) => { if (user.profileId === 'u7') for (;;) {} return { traits: { n: 1 } } }");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    assertThat(rebuild.path("failures").path(0).path("example").asText()).isEqualTo("u7");
    assertThat(rebuild.path("failures").path(0).path("error").asText())
        .isEqualTo("TimeoutError: Profile function execution timed out after 2000ms");
    assertThat(sum("n")).isEqualTo(CUSTOMERS - 1);
  }

  @Test
  void aTableNameThatOneCustomerSpoilsHarmsNoOther() throws Exception {
    send(CUSTOMERS);
    saveDraft(
        "counts",
        "export default (events, user) => ({ tableName: user.profileId === 'u7' ? 'a b; drop' : undefined, traits: { n: 1 } })");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    assertThat(rebuild.path("failures").path(0).path("error").asText()).startsWith("JITSU-0703");
    assertThat(sum("n")).isEqualTo(CUSTOMERS - 1);
  }

  @Test
  void anotherDestinationThanTheBuildersIsRefused() throws Exception {
    send(1);
    saveDraft("counts", "export default () => ({ destinationId: 'moon', traits: {} })");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failures").path(0).path("error").asText())
        .contains("there is no destination 'moon'");
  }

  @Test
  void eventsOlderThanTheWindowDoNotCount() throws Exception {
    builders.put("counts", "counts", new BuilderSettings("duckdb", "profiles", 7));
    send(10);
    saveDraft("counts", count("n"));
    Clock later = Clock.offset(CLOCK, Duration.ofDays(8));
    rebuilds.close();
    startRebuilds(later);
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("skipped").asInt()).isEqualTo(10);
    assertThat(rebuild.path("total").asInt()).isEqualTo(10);
  }

  private void startRebuilds() {
    startRebuilds(CLOCK);
  }

  private void startRebuilds(Clock clock) {
    rebuilds =
        new Rebuilds(
            builders,
            journal,
            history,
            warehouse,
            engine,
            (builder, onMarked) -> feed(new Keyer(builder, journal, history, onMarked)),
            2,
            clock);
  }

  private static EventFeed feed(Keyer keyer) {
    return new EventFeed() {
      @Override
      public void start() {
        keyer.start();
      }

      @Override
      public long finished() {
        return keyer.finished();
      }

      @Override
      public void markIn(Set<Lane> lanes) {
        keyer.markIn(lanes);
      }

      @Override
      public void paused(Runnable action) {
        keyer.paused(action);
      }

      @Override
      public void close() {
        keyer.close();
      }
    };
  }

  private void publishAndWait(String builder, String key) {
    publish(builder, key);
    awaitReady();
  }

  private void publish(String builder, String key) {
    saveDraft(builder, count(key));
    rebuilds.publish(builder, false);
  }

  private static String count(String key) {
    return "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { "
        + key
        + ": n } } }";
  }

  private void saveDraft(String builder, String code) {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig(builder, builder, builder, null),
            "src/profiles/" + builder + ".ts",
            code,
            "{\"version\":3,\"sources\":[],\"mappings\":\"\"}");
    builders.saveDrafts(List.of(new Draft(bundle, Instant.EPOCH, new Draft.Note("", ""))), true);
  }

  private void awaitReady() {
    await(state -> state.path("status").asText().equals("READY"));
  }

  private void awaitCurrent() {
    await(state -> state.path("live").path("waiting").asLong() == 0);
  }

  private void await(Predicate<JsonNode> condition) {
    Instant end = Instant.now().plusSeconds(60);
    JsonNode state = rebuilds.state(builders.get("counts"));
    while (!condition.test(state)) {
      assertThat(Instant.now()).as("in time: %s", state).isBefore(end);
      Thread.onSpinWait();
      state = rebuilds.state(builders.get("counts"));
    }
  }

  private void send(int events) {
    List<AcceptedEvent> accepted = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      sent++;
      accepted.add(
          new AcceptedEvent(
              "server",
              "m" + sent,
              ("{\"type\":\"track\",\"userId\":\"u" + sent % CUSTOMERS + "\"}").getBytes(UTF_8)));
    }
    try {
      journal.append(accepted).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  private List<String> keysInTable() {
    List<String> keys = new ArrayList<>();
    warehouse
        .query(
            "select distinct unnest(json_keys(traits)) from profiles order by 1",
            10,
            Duration.ofSeconds(10))
        .toJson()
        .path("rows")
        .forEach(row -> keys.add(row.path(0).asText()));
    return keys;
  }

  private long sum(String key) {
    return warehouse
        .query(
            "select coalesce(sum((traits->>'" + key + "')::bigint), 0)::bigint from profiles",
            10,
            Duration.ofSeconds(10))
        .toJson()
        .path("rows")
        .path(0)
        .path(0)
        .asLong();
  }
}

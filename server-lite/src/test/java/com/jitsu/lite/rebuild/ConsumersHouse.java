package com.jitsu.lite.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.Draft;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.config.DataKey;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.keyer.Keyers;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisLink;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.host.HostServices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The consumers over the real journal, Redis and DuckDB, without HTTP; one builder, "counts". */
abstract class ConsumersHouse {

  static final Clock CLOCK = Clock.systemUTC();

  /** Counts a profile's events into the trait whose name is formatted in. */
  static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { %s: n } } }";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  RocksJournal journal;
  History history;
  RedisLink link;
  RedisStore redis;
  RedisBuilders builders;
  DuckDbWarehouse warehouse;
  Rebuilds rebuilds;
  int customers = 40;
  int sent;
  private RocksStore rocks;
  private EmbeddedRedis redisServer;
  private FunctionEngine engine;

  @BeforeEach
  void start() throws Exception {
    rocks = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(rocks, CLOCK, 10_000);
    journal.start();
    history = new History(rocks);
    redisServer = EmbeddedRedis.start(folder.resolve("redis"));
    link = new RedisLink(redisServer.address());
    redis = RedisStore.connect(link.address());
    builders = new RedisBuilders(redis, DataKey.open(folder), CLOCK);
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    engine = new FunctionEngine(limits());
    startRebuilds(CLOCK);
  }

  @AfterEach
  void stop() throws Exception {
    rebuilds.close();
    engine.close();
    warehouse.close();
    redis.close();
    link.close();
    redisServer.close();
    journal.close();
    rocks.close();
  }

  /** What one run of a function may use. */
  Limits limits() {
    return Limits.live();
  }

  /** What functions reach. */
  HostServices services() {
    return HostServices.none();
  }

  /** What fills the history. */
  EventFeed feed(EventFeed keyer) {
    return keyer;
  }

  void startRebuilds(Clock clock) {
    Keyers keyers = new Keyers(journal, history, engine, services());
    rebuilds =
        new Rebuilds(
            builders,
            journal,
            history,
            rocks,
            warehouse,
            engine,
            services(),
            (keying, listener) -> feed(keyers.open(keying, listener)),
            2,
            clock);
  }

  void publish(String code, String... chain) {
    saveDraft(code, chain);
    rebuilds.publish("counts", false);
  }

  void saveDraft(String code, String... chain) {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig("counts", "counts", "counts", null),
            "src/profiles/counts.ts",
            code,
            Bundle.NO_SOURCE_MAP);
    List<Bundle> transformations = new ArrayList<>();
    for (String function : chain) {
      String slug = "t" + transformations.size();
      transformations.add(
          Bundle.of(
              FunctionConfig.transformation(slug, slug, null),
              "src/functions/" + slug + ".ts",
              function,
              Bundle.NO_SOURCE_MAP));
    }
    builders.saveDrafts(
        List.of(new Draft(bundle, transformations, Instant.EPOCH, new Draft.Note("", ""))), true);
  }

  void policy(BuildPolicy policy) {
    builders.put("counts", "counts", BuilderSettings.defaults(), policy);
    rebuilds.policyChanged(builders.get("counts"));
  }

  JsonNode state() {
    return rebuilds.state(builders.get("counts"));
  }

  /** Ends the consumers and starts them again on what they left. */
  void restart() {
    rebuilds.close();
    startRebuilds(CLOCK);
    rebuilds.start();
  }

  void awaitReady() {
    await(state -> state.path("status").asText().equals("READY"));
  }

  void awaitCurrent() {
    await(state -> state.path("live").path("waiting").asLong() == 0);
  }

  void awaitPhase(String phase) {
    await(state -> state.path("rebuild").path("phase").asText().equals(phase));
  }

  void awaitKeyed() {
    Instant end = Instant.now().plus(LIMIT);
    while (history.cursor(historyName()) < journal.head() - 1) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  /** What the last publication builds from. */
  String historyName() {
    return builders.get("counts").findPublished().orElseThrow().history("counts");
  }

  /** Without Redis, which may be away. */
  void awaitShown(Predicate<List<String>> keys) {
    Instant end = Instant.now().plus(LIMIT);
    while (!keys.test(keysInTable())) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }

  void await(Predicate<JsonNode> condition) {
    Instant end = Instant.now().plus(LIMIT);
    JsonNode state = rebuilds.state(builders.get("counts"));
    while (!condition.test(state)) {
      assertThat(Instant.now()).as("in time: %s", state).isBefore(end);
      Thread.onSpinWait();
      state = rebuilds.state(builders.get("counts"));
    }
  }

  void send(int events) {
    List<AcceptedEvent> accepted = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      sent++;
      accepted.add(event("m" + sent, "u" + sent % customers));
    }
    accept(accepted);
  }

  static AcceptedEvent event(String messageId, String userId) {
    String json = "{\"type\":\"track\",\"userId\":\"" + userId + "\"}";
    return new AcceptedEvent("server", messageId, json.getBytes(UTF_8));
  }

  void accept(List<AcceptedEvent> events) {
    try {
      journal.append(events).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> keysInTable() {
    if (query("select count(*) from information_schema.tables where table_name = 'profiles'")
            .path(0)
            .path(0)
            .asInt()
        == 0) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    query("select distinct unnest(json_keys(traits)) from profiles order by 1")
        .forEach(row -> keys.add(row.path(0).asText()));
    return keys;
  }

  long sum(String key) {
    String value = "(traits->>'" + key + "')::bigint";
    return query("select coalesce(sum(" + value + "), 0)::bigint from profiles")
        .path(0)
        .path(0)
        .asLong();
  }

  JsonNode query(String sql) {
    return warehouse.query(sql, 10, Duration.ofSeconds(10)).toJson().path("rows");
  }
}

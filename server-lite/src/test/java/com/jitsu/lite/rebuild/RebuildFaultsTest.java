package com.jitsu.lite.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.Draft;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.keyer.Keyer;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may go wrong around a rebuild, and that every event counts in the end all the same. */
class RebuildFaultsTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { %s: n } } }";

  @TempDir Path folder;
  private RocksStore rocks;
  private RocksJournal journal;
  private History history;
  private EmbeddedRedis redisServer;
  private RedisLink link;
  private RedisStore redis;
  private RedisBuilders builders;
  private DuckDbWarehouse warehouse;
  private FunctionEngine engine;
  private Rebuilds rebuilds;
  private Runnable whenOpened = () -> {};
  private Runnable beforePause = () -> {};
  private Runnable inPause = () -> {};
  private int customers = 40;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    rocks = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(rocks, CLOCK, 10_000);
    journal.start();
    history = new History(rocks);
    redisServer = EmbeddedRedis.start(folder.resolve("redis"));
    link = new RedisLink(redisServer.address());
    redis = RedisStore.connect(link.address());
    builders = new RedisBuilders(redis, CLOCK);
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    engine = new FunctionEngine(Limits.live());
    startRebuilds();
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

  @Test
  void chunksThatFailEndTheRebuildAndAFixedVersionWorks() {
    customers = 2_000;
    send(4_000);
    publish("throw new Error('not here')");
    await(state -> state.path("status").asText().equals("FAILED"));

    publish(COUNT.formatted("n"));
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing()).contains(new Publication(2, 2));
  }

  @Test
  void redisThatIsAwayAtTheSwapIsToldLaterAndNoEventIsMissing() {
    for (String key : List.of("first", "second")) {
      send(100);
      inPause = link::cut;
      publish(COUNT.formatted(key));
      awaitShown(builders(key));
      send(100);
      link.mend();
      awaitReady();
      send(100);
      awaitCurrent();
      assertThat(sum(key)).isEqualTo(sent);
    }
  }

  @Test
  void aPublicationThatLostRedisBeforeItsRebuildIsTakenUpByTheNextCall() {
    send(100);
    saveDraft(COUNT.formatted("n"));
    whenOpened = link::cut;
    assertThatThrownBy(() -> rebuilds.publish("counts", false))
        .isInstanceOf(RedisUnavailableException.class);
    whenOpened = () -> {};
    link.mend();

    assertThat(rebuilds.publish("counts", false).changed()).isFalse();
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void redisThatForgotItsLastSecondIsNotBelieved() {
    send(100);
    publish(COUNT.formatted("old"));
    awaitReady();
    publish(COUNT.formatted("forgotten"));
    awaitReady();
    rebuilds.close();
    String first = "{\"number\":1,\"version\":1}";
    redis.hashSet(RedisKeys.builder("counts"), "published", first);
    redis.hashSet(RedisKeys.builder("counts"), "serving", first);
    redis.hashSet(RedisKeys.builder("counts"), "version", "1");
    redis.set(RedisKeys.publications(), "1");

    startRebuilds();
    rebuilds.start();
    awaitReady();
    send(100);
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("old");
    assertThat(sum("old")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing()).contains(new Publication(3, 1));
  }

  @Test
  void redisThatForgotEverythingStartsAboveWhatTheWarehouseShows() {
    send(100);
    publish(COUNT.formatted("before"));
    awaitReady();
    rebuilds.close();
    for (String key :
        List.of(
            RedisKeys.builder("counts"),
            RedisKeys.version("counts", 1),
            RedisKeys.builders(),
            RedisKeys.publications())) {
      redis.delete(key);
    }

    startRebuilds();
    rebuilds.start();
    publish(COUNT.formatted("after"));
    awaitReady();

    assertThat(keysInTable()).containsExactly("after");
    assertThat(sum("after")).isEqualTo(sent);
  }

  @Test
  void aWarehouseThatWasMovedAwayIsBuiltAnew() throws Exception {
    send(100);
    publish(COUNT.formatted("n"));
    awaitReady();
    rebuilds.close();
    warehouse.close();
    Files.delete(folder.resolve("warehouse.duckdb"));
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));

    startRebuilds();
    rebuilds.start();
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void aFunctionThatNeverEndsHoldsUpNeitherTheNextVersionNorTheEnd() {
    send(customers);
    publish("export default () => { for (;;) {} }");
    awaitPhase("build");
    publish(COUNT.formatted("n"));
    awaitReady();
    assertThat(sum("n")).isEqualTo(sent);

    // Now live: the version that serves is stuck as well.
    publish(
        "export default (events) => { let n = 0; for (const e of events) n++; for (; n > 1;); }");
    awaitReady();
    send(customers);
    await(state -> state.path("live").path("waiting").asLong() > 0);
    publish(COUNT.formatted("fixed"));
    awaitReady();
    awaitCurrent();
    assertThat(sum("fixed")).isEqualTo(sent);
  }

  @Test
  void aProfileThatFailsWhileTheRebuildCatchesUpIsCounted() {
    send(10);
    beforePause =
        () -> {
          accept(List.of(event("late", "spoiled")));
          awaitKeyed();
        };
    publish(
        "export default (events, user) => { if (user.profileId === 'spoiled') throw new Error('no'); return { traits: {} } }");
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    assertThat(rebuild.path("failures").path(0).path("example").asText()).isEqualTo("spoiled");
    assertThat(rebuild.path("phase").asText()).isEqualTo("done");
  }

  @Test
  void aRebuildEndsAlthoughEventsComeFasterThanItBuilds() throws Exception {
    customers = 250;
    send(250);
    AtomicBoolean enough = new AtomicBoolean();
    Thread sender =
        new Thread(
            () -> {
              while (!enough.get()) {
                send(250);
              }
            });
    sender.start();
    publish(
        "export default (events) => { const end = Date.now() + 3; while (Date.now() < end); let n = 0; for (const e of events) n++; return { traits: { n } } }");
    try {
      awaitReady();
    } finally {
      enough.set(true);
      sender.join();
    }
    awaitCurrent();

    assertThat(sum("n")).isEqualTo(sent);
  }

  private static Predicate<List<String>> builders(String key) {
    return keys -> keys.equals(List.of(key));
  }

  private void startRebuilds() {
    rebuilds =
        new Rebuilds(
            builders,
            journal,
            history,
            warehouse,
            engine,
            (builder, onMarked) -> {
              whenOpened.run();
              return feed(new Keyer(builder, journal, history, onMarked));
            },
            2,
            CLOCK);
  }

  private EventFeed feed(Keyer keyer) {
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
        beforePause.run();
        keyer.paused(
            () -> {
              inPause.run();
              inPause = () -> {};
              action.run();
            });
      }

      @Override
      public void close() {
        keyer.close();
      }
    };
  }

  private void publish(String code) {
    saveDraft(code);
    rebuilds.publish("counts", false);
  }

  private void saveDraft(String code) {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig("counts", "counts", "counts", null),
            "src/profiles/counts.ts",
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

  private void awaitPhase(String phase) {
    await(state -> state.path("rebuild").path("phase").asText().equals(phase));
  }

  private void awaitKeyed() {
    Instant end = Instant.now().plusSeconds(30);
    while (history.cursor("counts") < journal.head() - 1) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  /** Without Redis, which may be away. */
  private void awaitShown(Predicate<List<String>> keys) {
    Instant end = Instant.now().plusSeconds(30);
    while (!keys.test(keysInTable())) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }

  private void await(Predicate<JsonNode> condition) {
    Instant end = Instant.now().plusSeconds(30);
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
      accepted.add(event("m" + sent, "u" + sent % customers));
    }
    accept(accepted);
  }

  private static AcceptedEvent event(String messageId, String userId) {
    String json = "{\"type\":\"track\",\"userId\":\"" + userId + "\"}";
    return new AcceptedEvent("server", messageId, json.getBytes(UTF_8));
  }

  private void accept(List<AcceptedEvent> events) {
    try {
      journal.append(events).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> keysInTable() {
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

  private long sum(String key) {
    String value = "(traits->>'" + key + "')::bigint";
    return query("select coalesce(sum(" + value + "), 0)::bigint from profiles")
        .path(0)
        .path(0)
        .asLong();
  }

  private JsonNode query(String sql) {
    return warehouse.query(sql, 10, Duration.ofSeconds(10)).toJson().path("rows");
  }
}

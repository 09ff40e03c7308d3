package com.jitsu.lite.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.Swap;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What may go wrong around a rebuild, and that every event counts in the end all the same. */
class RebuildFaultsTest extends ConsumersHouse {

  private Runnable whenOpened = () -> {};
  private Runnable beforePause = () -> {};
  private Runnable inPause = () -> {};
  private Runnable whenClosed = () -> {};

  @Test
  void chunksThatFailEndTheRebuildAndAFixedVersionWorks() {
    customers = 2_000;
    send(4_000);
    publish("throw new Error('not here')");
    await(state -> state.path("status").asText().equals("FAILED"));

    publish(COUNT.formatted("n"));
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing()).contains(new Publication(2, 2, 1));
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
    whenOpened =
        () -> {
          link.cut();
          redis.ping();
        };
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

    startRebuilds(CLOCK);
    rebuilds.start();
    awaitReady();
    send(100);
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("old");
    assertThat(sum("old")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing()).contains(new Publication(3, 1, 1));
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

    startRebuilds(CLOCK);
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

    startRebuilds(CLOCK);
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

  @Test
  void rowsInPlaceWhoseCancellationDidNotReachRedisAreNotTakenForFinished() {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    policy(new BuildPolicy(Swap.INPLACE, 1_000, 100));
    publish(
        "export default (events) => { const end = Date.now() + 3; while (Date.now() < end); let n = 0; for (const e of events) n++; return { traits: { n } } }",
        "export default (event) => event");
    awaitShown(keys -> keys.equals(List.of("n", "old")));
    whenClosed = link::cut;
    assertThatThrownBy(() -> rebuilds.cancel("counts"))
        .isInstanceOf(RedisUnavailableException.class);
    whenClosed = () -> {};
    link.mend();
    restart();
    awaitReady();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("n");
    assertThat(sum("n")).isEqualTo(sent);
  }

  private static Predicate<List<String>> builders(String key) {
    return keys -> keys.equals(List.of(key));
  }

  @Override
  EventFeed feed(EventFeed keyer) {
    whenOpened.run();
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
      public void hold(boolean held) {
        keyer.hold(held);
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
        whenClosed.run();
        keyer.close();
      }
    };
  }
}

package com.jitsu.lite.cache;

import static com.jitsu.lite.cache.CacheHouse.bytes;
import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while the cache writes, and what it says of that. */
class CacheFailuresTest {

  private static final byte[] PAGE = bytes("{\"type\":\"page\"}");
  private static final String BAD = "events_cache:destination#bad";
  private static final String GOOD = "events_cache:destination#good";

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private EmbeddedRedis redis;
  private RedisStore store;
  private EventsCache cache;

  @BeforeEach
  void open() {
    redis = EmbeddedRedis.start(folder);
    store = RedisStore.connect(redis.address());
    cache = new EventsCache(store, settings(), new MovableClock("2026-11-22T10:00:00.1Z"));
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
    redis.close();
  }

  private static CacheSettings settings() {
    return new CacheSettings(
        true, 100, Duration.ofSeconds(60), Duration.ofMillis(1), 10_000, Duration.ofHours(1));
  }

  @Test
  void anErrorCostsOneRecordOnly() {
    cache.success(
        "good",
        PAGE,
        () -> {
          throw new StackOverflowError();
        });
    cache.skip("good", PAGE, "one");
    until("the next record", () -> store.listLength(GOOD) == 1);

    assertThat(cache.dropped()).isEqualTo(1);
    cache.check();
  }

  @Test
  void anErrorOfAFollowerHarmsNobody() {
    List<String> told = new CopyOnWriteArrayList<>();
    cache.follow(
        filter(),
        event -> {
          throw new StackOverflowError();
        });
    cache.follow(filter(), event -> told.add(event.json().path("skip").asText()));
    cache.skip("good", PAGE, "one");
    cache.skip("good", PAGE, "two");
    until("both", () -> told.size() == 2);

    assertThat(cache.dropped()).isZero();
  }

  @Test
  void aWriterThatHasEndedIsTold() {
    cache.check();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("events-cache"))
        .forEach(Thread::interrupt);
    until("the end of the writer", () -> !healthy());

    assertThatThrownBy(cache::check)
        .hasMessageContaining("JITSU-0630")
        .hasMessageContaining("restart the server");
  }

  @Test
  void whatGotInBeforeAFailureEndsLikeOthersAndFollowersAreToldOnce() {
    AtomicInteger losses = new AtomicInteger();
    AtomicInteger stored = new AtomicInteger();
    cache.follow(
        filter(),
        new Follower() {
          @Override
          public void stored(CachedEvent event) {
            stored.incrementAndGet();
          }

          @Override
          public void lost() {
            losses.incrementAndGet();
          }
        });
    // Of another type than a list: its push fails, that of the other list does not.
    store.setAdd(BAD, "x");
    writeTogether(() -> cache.skip("good", PAGE, "one"), () -> cache.skip("bad", PAGE, "two"));
    until("the first failure", () -> cache.dropped() == 3);
    until("a time to live", () -> ttl(GOOD) > 0);
    assertThat(store.listLength(GOOD)).isEqualTo(1);
    cache.skip("bad", PAGE, "three");
    until("the second failure", () -> cache.dropped() == 4);
    assertThat(losses).hasValue(1);

    store.delete(BAD);
    cache.skip("bad", PAGE, "four");
    until("a record", () -> stored.get() == 1);
    store.delete(BAD);
    store.setAdd(BAD, "x");
    cache.skip("bad", PAGE, "five");
    until("a second loss", () -> losses.get() == 2);
  }

  @Test
  void aCacheThatIsOffSaysSoOnce() {
    String off =
        "Events cache is disabled: %s. Events are accepted and loaded as ever, but"
            + " /api/v1/events/cache and /api/v1/events/stream have none to show";
    assertThat(logOf(new CacheSettings(false, 5, MINUTE, MINUTE, 1, null)))
        .containsOnlyOnce(String.format(off, "server.cache.enabled is false"));
    assertThat(logOf(CacheHouse.size(0)))
        .containsOnlyOnce(String.format(off, "server.cache.events.size is 0"));
    assertThat(logOf(CacheHouse.size(1))).doesNotContain("Events cache is disabled");
  }

  private String logOf(CacheSettings settings) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(log, true, UTF_8));
    try (EventsCache other =
        new EventsCache(store, settings, new MovableClock("2026-11-22T10:00:00.1Z"))) {
      other.start();
      other.incoming("default", PAGE);
    } finally {
      System.setOut(before);
    }
    return log.toString(UTF_8);
  }

  /** In one round trip: the writer is held up by a record whose success takes its time. */
  private void writeTogether(Runnable... records) {
    CountDownLatch all = new CountDownLatch(1);
    cache.success(
        "held",
        PAGE,
        () -> {
          try {
            all.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          throw new IllegalStateException("not to be stored");
        });
    List.of(records).forEach(Runnable::run);
    all.countDown();
  }

  private long ttl(String list) {
    return store.evalNumber("return redis.call('PTTL', KEYS[1])", List.of(list), List.of());
  }

  private boolean healthy() {
    try {
      cache.check();
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private static CacheFilter filter() {
    return CacheFilter.parse(Map.<String, String>of()::get);
  }
}

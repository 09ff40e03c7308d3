package com.jitsu.lite.cache;

import static com.jitsu.lite.cache.CacheHouse.bytes;
import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.ListElement;
import com.jitsu.lite.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what the cache holds of the past may have gaps, and that it does not cry wolf. */
class BacklogTest {

  private static final byte[] PAGE = bytes("{\"type\":\"page\"}");
  private static final String A = "events_cache:destination#a";
  private static final CacheFilter ALL = CacheFilter.parse(Map.<String, String>of()::get);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock("2026-11-22T10:00:00.1Z");
  private EmbeddedRedis redis;
  private RedisStore store;

  @BeforeEach
  void open() {
    redis = EmbeddedRedis.start(folder);
    store = RedisStore.connect(redis.address());
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  void aListThatWasEmptiedLacksWhatWasWritten() {
    try (EventsCache cache = filled(CacheHouse.size(100), "a", "a")) {
      Backlog whole = cache.backlog(ALL, 0, Long.MAX_VALUE, 9);
      assertThat(whole.lacking()).as("a list that began later").isFalse();
      flush();

      assertThat(lacking(cache, whole.events().get(0).place())).isTrue();
      assertThat(lacking(cache, whole.events().get(1).place())).as("all seen").isFalse();
    }
    try (EventsCache cache = filled(CacheHouse.size(100), "a")) {
      assertThat(lacking(cache, 0)).as("what an earlier server lost").isFalse();
      flush();
      assertThat(lacking(cache, 0)).isTrue();
    }
  }

  @Test
  void aListThatWasEmptiedAndBeganAnewLacksTheFirst() {
    EventsCache cache = filled(CacheHouse.size(100), "a", "a");
    long first = cache.backlog(ALL, 0, Long.MAX_VALUE, 9).events().get(0).place();
    cache.close();
    EventsCache next = new EventsCache(store, CacheHouse.size(100), clock);
    next.start();
    store.delete(A);
    next.skip("a", PAGE, "three");
    next.close();

    Backlog rest = next.backlog(ALL, first, Long.MAX_VALUE, 9);
    assertThat(rest.events()).hasSize(1);
    assertThat(rest.lacking()).isTrue();
    assertThat(lacking(next, rest.events().get(0).place())).isFalse();
  }

  @Test
  void whatATimeToLiveEndedBeforeTheStartMayLack() {
    CacheSettings hour =
        new CacheSettings(
            true, 100, Duration.ofSeconds(60), Duration.ofMillis(1), 9, Duration.ofHours(1));
    long start = RecordTime.of(clock.instant());
    filled(hour, "a").close();
    store.delete(A);
    clock.move(Duration.ofHours(2));
    try (EventsCache cache = new EventsCache(store, hour, clock)) {
      cache.start();

      assertThat(lacking(cache, start)).isTrue();
      assertThat(lacking(cache, RecordTime.of(clock.instant().minus(Duration.ofMinutes(59)))))
          .isFalse();
    }
  }

  @Test
  void aListThatCannotBeReadLacks() {
    try (EventsCache cache = filled(CacheHouse.size(100), "a")) {
      store.listPush(List.of(new ListElement(A, "no JSON")));

      assertThat(lacking(cache, 0)).isTrue();
    }
  }

  @Test
  void ofALaterPartOnlyNewLossesCount() {
    EventsCache cache = filled(CacheHouse.size(2), "a", "a", "b", "b");
    Backlog first = cache.backlog(ALL, 0, Long.MAX_VALUE, 1);
    long reached = first.events().get(0).place();
    Backlog second = cache.backlog(ALL, reached, Long.MAX_VALUE, 9);
    cache.close();
    assertThat(second.lackingIds()).as("b is full and begins later").containsExactly("b");
    assertThat(second.lackingSince(first)).isFalse();

    clock.move(Duration.ofMinutes(1));
    filled(CacheHouse.size(2), "b").close();
    assertThat(cache.backlog(ALL, reached, Long.MAX_VALUE, 9).lackingSince(first)).isTrue();
    store.delete("events_cache:destination#b");
    assertThat(cache.backlog(ALL, reached, Long.MAX_VALUE, 9).lackingSince(first)).isTrue();
  }

  /** A started cache, with a record in the list of each id; all are in Redis. */
  private EventsCache filled(CacheSettings settings, String... ids) {
    EventsCache writing = new EventsCache(store, settings, clock);
    writing.start();
    int added = ids.length;
    long there = writing.backlog(ALL, 0, Long.MAX_VALUE, 99).events().size();
    for (String id : ids) {
      writing.skip(id, PAGE, "of " + id);
    }
    until(
        "all records",
        () ->
            writing.backlog(ALL, 0, Long.MAX_VALUE, 99).events().size()
                >= Math.min(there + added, 2L * settings.size()));
    return writing;
  }

  private boolean lacking(EventsCache cache, long after) {
    return cache.backlog(ALL, after, Long.MAX_VALUE, 9).lacking();
  }

  private void flush() {
    store.delete(A);
    store.delete("events_cache_ids:destination");
  }
}

package com.jitsu.lite.cache;

import static com.jitsu.lite.cache.CacheHouse.bytes;
import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the cache does beyond CONTRACT F, which {@link EventsCacheConformanceTest} covers. */
class EventsCacheTest {

  private static final byte[] PAGE = bytes("{\"type\":\"page\"}");

  @TempDir static Path folder;
  @RegisterExtension static final CacheHouse house = new CacheHouse(() -> folder);

  private EventsCache cache;

  @BeforeEach
  void open() {
    cache = house.start(CacheSettings.defaults());
  }

  @Test
  void sinceATimestampGivesWhatCameLater() {
    for (int i = 0; i < 4; i++) {
      cache.skip("duckdb", PAGE, "skip " + i);
    }
    cache.close();
    String second = read(Map.of()).get(2);

    String timestamp = second.substring(0, second.indexOf(' '));
    assertThat(read(Map.of("since", timestamp)))
        .extracting(text -> text.substring(text.indexOf(' ') + 1))
        .containsExactly("skip 3", "skip 2");
    assertThat(read(Map.of("since", "2026-11-22T10:00:00+00:00"))).hasSize(4);
    assertThat(read(Map.of("since", "2026-11-22T12:00:00+01:00"))).isEmpty();
  }

  @Test
  void aTextIsFoundAnywhereInTheAnswerWhateverItsCase() {
    cache.error("duckdb", bytes("{\"email\":\"Anna@Example.com\",\"city\":\"KÖLN\"}"), "one");
    cache.skip("duckdb", PAGE, "Two");
    cache.close();

    assertThat(texts(Map.of("q", "anna@example"))).containsExactly("one");
    assertThat(texts(Map.of("q", "köln"))).containsExactly("one");
    assertThat(texts(Map.of("q", "\"TYPE\":\"page\""))).containsExactly("Two");
    assertThat(texts(Map.of("q", "tWO"))).containsExactly("Two");
    assertThat(texts(Map.of("q", "nowhere"))).isEmpty();
    assertThat(texts(Map.of("q", "anna", "status", "error"))).containsExactly("one");
    assertThat(texts(Map.of("q", "two", "status", "error"))).isEmpty();
  }

  @Test
  void theLimitCountsWhatMatchesPerId() {
    for (int i = 0; i < 6; i++) {
      for (String id : List.of("a", "b")) {
        cache.skip(id, PAGE, (i % 2 == 0 ? "even " : "odd ") + id + i);
      }
    }
    cache.close();

    Map<String, String> parameters = Map.of("q", "even", "limit", "2", "ids", "b,a");
    assertThat(texts(parameters)).containsExactly("even b4", "even b2", "even a4", "even a2");
    CachePage page = cache.read(CacheQuery.parse(parameters::get, CacheSettings.defaults()));
    assertThat(page.totalEvents()).as("all of both ids").isEqualTo(12);
  }

  @Test
  void aUidFindsItsOneRecord() {
    cache.incoming("default", PAGE);
    cache.malformed("default", bytes("{"), "unexpected end");
    cache.close();
    String uid = house.newest("events_cache:token#default").path("uid").asText();

    CacheQuery query =
        CacheQuery.parse(Map.of("namespace", "token", "uid", uid)::get, CacheSettings.defaults());
    assertThat(cache.read(query).events())
        .singleElement()
        .satisfies(event -> assertThat(event.path("error").asText()).isEqualTo("unexpected end"));
    assertThat(texts(Map.of("uid", uid))).as("destination records have none").isEmpty();
  }

  @Test
  void aFollowerIsToldOfWhatItsFilterTakesInOrder() {
    List<String> all = new CopyOnWriteArrayList<>();
    List<String> some = new CopyOnWriteArrayList<>();
    Following first = cache.follow(filter(Map.of()), event -> all.add(text(event)));
    cache.follow(
        filter(Map.of("ids", "a,a", "status", "error", "q", "TWO")),
        event -> some.add(text(event)));
    cache.error("a", PAGE, "one");
    cache.error("a", PAGE, "two");
    cache.error("b", PAGE, "two too");
    cache.incoming("a", PAGE);
    house.awaitLength("events_cache:token#a", 1);
    until("the first four", () -> all.size() == 3);
    first.close();
    first.close();
    cache.skip("a", PAGE, "three");
    cache.close();

    assertThat(all).containsExactly("one", "two", "two too");
    assertThat(some).containsExactly("two");
  }

  @Test
  void aFollowerThatFailsHarmsNobody() {
    List<String> told = new CopyOnWriteArrayList<>();
    cache.follow(
        filter(Map.of()),
        event -> {
          throw new IllegalStateException("no");
        });
    cache.follow(filter(Map.of()), event -> told.add(text(event)));
    cache.skip("a", PAGE, "one");
    cache.skip("a", PAGE, "two");
    cache.close();

    assertThat(told).containsExactly("one", "two");
    assertThat(cache.dropped()).isZero();
  }

  @Test
  void removedRecordsAreGoneAlsoThoseThatWait() {
    for (int i = 0; i < 30; i++) {
      String user = i % 3 == 0 ? "person" : "u" + i;
      cache.incoming("a", bytes("{\"userId\":\"" + user + "\"}"));
      cache.error("duckdb", bytes("{\"userId\":\"" + user + "\"}"), "refused");
    }
    long removed = cache.remove(element -> element.contains("person"));
    cache.incoming("a", bytes("{\"userId\":\"person\",\"later\":true}"));
    house.awaitLength("events_cache:token#a", 21);

    List<String> left = new ArrayList<>();
    cache.forEach((list, element) -> left.add(list + " " + element));
    assertThat(left).hasSize(21 + 20 + 20).filteredOn(each -> each.contains("person")).hasSize(1);
    assertThat(removed).isBetween(0L, 30L);
    assertThat(cache.remove(element -> element.contains("person"))).isEqualTo(1);
    assertThat(cache.remove(element -> element.contains("person"))).isZero();
  }

  @Test
  void aBacklogIsInOrderOverAllIdsAndComesInParts() {
    for (int i = 0; i < 6; i++) {
      cache.skip(i % 2 == 0 ? "even" : "odd", PAGE, "skip " + i);
    }
    cache.close();
    CacheFilter filter = filter(Map.of());

    List<String> seen = new ArrayList<>();
    long after = 0;
    Backlog part = cache.backlog(filter, after, Long.MAX_VALUE, 4);
    assertThat(part.more()).isTrue();
    part.events().forEach(event -> seen.add(text(event)));
    after = part.events().get(3).place();
    part = cache.backlog(filter, after, Long.MAX_VALUE, 4);
    part.events().forEach(event -> seen.add(text(event)));

    assertThat(part.more()).isFalse();
    assertThat(part.lacking()).isFalse();
    assertThat(seen).containsExactly("skip 0", "skip 1", "skip 2", "skip 3", "skip 4", "skip 5");
    assertThat(cache.backlog(filter, 0, after, 9).events()).hasSize(4);
  }

  @Test
  void aBacklogSaysWhenEarlierRecordsMayBeLost() {
    EventsCache small = house.start(CacheHouse.size(2));
    small.skip("a", PAGE, "one");
    small.skip("a", PAGE, "two");
    small.close();
    CacheFilter filter = filter(Map.of());

    Backlog all = small.backlog(filter, 0, Long.MAX_VALUE, 9);
    assertThat(all.lacking()).isTrue();
    long first = all.events().get(0).place();
    assertThat(small.backlog(filter, first, Long.MAX_VALUE, 9).lacking()).isFalse();
  }

  @Test
  void withoutRedisItDropsAndRecoversByItself(@TempDir Path own) throws IOException {
    EmbeddedRedis mortal = EmbeddedRedis.start(own);
    MovableClock clock = house.clock;
    try (RedisStore store = RedisStore.connect(mortal.address())) {
      EventsCache cache = new EventsCache(store, CacheSettings.defaults(), clock);
      cache.start();
      cache.incoming("default", PAGE);
      until("the first record", () -> store.listLength("events_cache:token#default") == 1);
      ProcessHandle.of(Long.parseLong(Files.readString(own.resolve("redis.pid")).strip()))
          .orElseThrow()
          .destroyForcibly();
      until(
          "a dropped record",
          () -> {
            clock.move(Duration.ofSeconds(1));
            cache.incoming("default", PAGE);
            return cache.dropped() > 0;
          });
      until(
          "a good check and a new record",
          () -> {
            clock.move(Duration.ofSeconds(1));
            cache.incoming("default", PAGE);
            return healthy(cache)
                && CacheHouse.read(cache, "token", "default", null).totalEvents() > 1;
          });
      mortal.close();
      assertThat(CacheHouse.read(cache, "token", null, null).events()).isEmpty();
      cache.incoming("default", PAGE);
      until("a failing check", () -> !healthy(cache));
      assertThatThrownBy(cache::check).hasMessageContaining("JITSU-0630");
      cache.close();
      cache.close();
      cache.incoming("default", PAGE);
    } finally {
      mortal.close();
    }
  }

  private static boolean healthy(EventsCache cache) {
    try {
      cache.check();
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private static CacheFilter filter(Map<String, String> parameters) {
    return CacheFilter.parse(parameters::get);
  }

  private static String text(CachedEvent event) {
    return event.json().path("error").asText(event.json().path("skip").asText());
  }

  /** Timestamp and skip of each. */
  private List<String> read(Map<String, String> parameters) {
    return cache.read(CacheQuery.parse(parameters::get, CacheSettings.defaults())).events().stream()
        .map(event -> event.path("timestamp").asText() + " " + event.path("skip").asText())
        .toList();
  }

  private List<String> texts(Map<String, String> parameters) {
    return cache.read(CacheQuery.parse(parameters::get, CacheSettings.defaults())).events().stream()
        .map(event -> event.path("error").asText(event.path("skip").asText()))
        .toList();
  }
}

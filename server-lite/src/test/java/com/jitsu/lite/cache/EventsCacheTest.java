package com.jitsu.lite.cache;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.ListElement;
import com.jitsu.lite.redis.RedisAddress;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCacheTest {

  private static final byte[] PAGE = "{\"type\":\"page\",\"n\":1.10}".getBytes(UTF_8);

  @TempDir static Path folder;

  private static EmbeddedRedis redis;
  private static int database = 1;

  private final MovableClock clock = new MovableClock("2026-11-22T10:00:00.1Z");
  private RedisStore store;
  private EventsCache cache;

  @BeforeAll
  static void startRedis() {
    redis = EmbeddedRedis.start(folder);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    RedisAddress address = redis.address();
    store =
        RedisStore.connect(
            new RedisAddress(address.host(), address.port(), address.password(), database++));
    cache = started(CacheSettings.defaults());
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  @Test
  void theElementsInRedisAreTheContracts() {
    cache.incoming("browser", PAGE);
    cache.skip("duckdb", PAGE, "left out");
    cache.close();

    ObjectNode token = element("events_cache:token#browser");
    assertThat(token.remove("uid").asText()).matches("[0-9a-f-]{36}");
    assertThat(Json.text(token))
        .isEqualTo(
            "{\"original\":\"{\\\"type\\\":\\\"page\\\",\\\"n\\\":1.10}\","
                + "\"timestamp\":\"2026-11-22T10:00:00.100000Z\",\"token_id\":\"browser\"}");
    assertThat(Json.text(element("events_cache:destination#duckdb")))
        .isEqualTo(
            "{\"original\":\"{\\\"type\\\":\\\"page\\\",\\\"n\\\":1.10}\",\"skip\":\"left out\","
                + "\"timestamp\":\"2026-11-22T10:00:00.100000Z\",\"destination_id\":\"duckdb\"}");
    assertThat(store.listLength("events_cache:token#browser:error")).isZero();
    assertThat(store.setMembers("events_cache_ids:token")).isEqualTo(Set.of("browser"));
  }

  @Test
  void whatWentWrongIsInBothListsUnderItsOwnUid() {
    cache.malformed("browser", "{\"type\":".getBytes(UTF_8), "unexpected end");
    cache.rejected("browser", PAGE, "no such type");
    cache.malformed("browser", new byte[0], "empty");
    cache.error("duckdb", PAGE, "no such column");
    cache.close();

    assertThat(store.listLength("events_cache:token#browser")).isEqualTo(3);
    assertThat(store.listLength("events_cache:token#browser:error")).isEqualTo(3);
    assertThat(store.listLength("events_cache:destination#duckdb:error")).isEqualTo(1);
    assertThat(element("events_cache:token#browser").get("uid"))
        .isNotEqualTo(element("events_cache:token#browser:error").get("uid"));
    assertThat(element("events_cache:token#browser").has("malformed")).isFalse();
    List<ObjectNode> events = page("token", "browser", "error").events();
    assertThat(events.get(1).get("malformed").asText()).isEqualTo(new String(PAGE, UTF_8));
    assertThat(events.get(2).get("malformed").asText()).isEqualTo("{\"type\":");
    assertThat(events.get(2).get("error").asText()).isEqualTo("unexpected end");
  }

  @Test
  void theAnswerHasObjectsNewestFirstAndBothIds() {
    ObjectNode success = Json.object().put("destination_id", "duckdb").put("table", "events");
    success.putArray("record").addObject().put("field", "n").put("type", "DOUBLE").put("value", 1);
    cache.success("duckdb", PAGE, success);
    clock.move(Duration.ofMillis(5));
    cache.error("duckdb", PAGE, "no such column");
    cache.close();

    ObjectNode answer = page("destination", "duckdb", null).toJson();
    List<JsonNode> events = List.copyOf(answer.withArray("events").findParents("timestamp"));
    assertThat(Json.text(events.get(0)))
        .isEqualTo(
            "{\"original\":{\"type\":\"page\",\"n\":1.10},\"error\":\"no such column\","
                + "\"timestamp\":\"2026-11-22T10:00:00.105000Z\","
                + "\"destination_id\":\"duckdb\",\"token_id\":\"\"}");
    assertThat(events.get(1).get("success")).isEqualTo(success);
    answer.remove("events");
    assertThat(Json.text(answer))
        .isEqualTo(
            "{\"total_events\":2,\"response_events\":2,\"last_minute_limited\":0,"
                + "\"cache_capacity_per_interval\":100,\"interval_seconds\":60}");
  }

  @Test
  void malformedInputIsCutAtACharacter() {
    byte[] body = ("x" + "ä".repeat(6_000)).getBytes(UTF_8);
    cache.malformed("browser", body, "no JSON");
    cache.close();

    String kept = element("events_cache:token#browser").get("malformed").asText();
    assertThat(kept).hasSize(1 + 4_999).endsWith("ä");
  }

  @Test
  void theLimitKeepsABurstSmallAndCountsTheRest() {
    for (int i = 0; i < 250; i++) {
      cache.error("duckdb", PAGE, "error " + i);
    }
    until("the records", () -> page("destination", "duckdb", null).totalEvents() == 100);
    assertThat(page("destination", "duckdb", null).lastMinuteLimited()).isEqualTo(150);
    assertThat(page("destination", "duckdb", "error").lastMinuteLimited()).isEqualTo(150);
    clock.move(Duration.ofSeconds(30));
    for (int i = 0; i < 250; i++) {
      cache.error("duckdb", PAGE, "later " + i);
    }
    cache.close();

    CachePage page = page("destination", "duckdb", null);
    assertThat(page.totalEvents()).isEqualTo(100);
    assertThat(page.events().get(49).get("error").asText()).isEqualTo("later 0");
    assertThat(page.events().get(50).get("error").asText()).isEqualTo("error 99");
    assertThat(page.lastMinuteLimited()).isEqualTo(350);
  }

  @Test
  void idsComeAsAskedAndAllKnownWithoutAsking() {
    for (String id : List.of("b", "a")) {
      cache.incoming(id, PAGE);
      cache.incoming(id, PAGE);
    }
    cache.close();

    assertThat(tokens(query("b,unknown,b", "token", 1))).containsExactly("b", "b");
    assertThat(cache.read(query("b,unknown,b", "token", 1)).totalEvents()).isEqualTo(4);
    assertThat(tokens(query(null, "token", 9))).containsExactly("a", "a", "b", "b");
    assertThat(cache.read(query(null, "destination", 9)).events()).isEmpty();
    assertThat(cache.read(query("", "token", 9)).toJson().get("interval_seconds").asInt()).isZero();
  }

  @Test
  void oneUnreadableElementHidesOnlyItsId() {
    cache.incoming("a", PAGE);
    cache.incoming("b", PAGE);
    cache.close();
    store.listPush(List.of(new ListElement("events_cache:token#a", "nonsense")));

    assertThat(tokens(query("a,b", "token", 9))).containsExactly("b");
  }

  @Test
  void listsEndAfterTheirTimeToLive() {
    EventsCache brief =
        started(
            new CacheSettings(
                true,
                10,
                Duration.ofSeconds(60),
                Duration.ofMillis(1),
                100,
                Duration.ofMillis(200)));
    brief.incoming("browser", PAGE);
    brief.close();

    until("the end of its time", () -> !store.exists("events_cache:token#browser"));
  }

  @Test
  void switchedOffItKeepsAndAnswersNothing() {
    for (CacheSettings settings :
        List.of(
            new CacheSettings(
                false, 100, Duration.ofSeconds(60), Duration.ofMillis(500), 100, null),
            new CacheSettings(
                true, 0, Duration.ofSeconds(60), Duration.ofMillis(500), 100, null))) {
      EventsCache off = started(settings);
      off.incoming("browser", PAGE);
      CachePage page = off.read(CacheQuery.parse("browser", "token", null, null, settings));
      off.close();
      assertThat(page.toJson().get("cache_capacity_per_interval").asInt()).isZero();
      assertThat(page.events()).isEmpty();
      assertThat(store.exists("events_cache:token#browser")).isFalse();
    }
  }

  @Test
  void withoutRedisItDropsAndRecoversByItself(@TempDir Path own) throws IOException {
    EmbeddedRedis mortal = EmbeddedRedis.start(own);
    RedisAddress address = mortal.address();
    try (RedisStore store = RedisStore.connect(address)) {
      EventsCache cache = new EventsCache(store, CacheSettings.defaults(), clock);
      cache.start();
      cache.incoming("browser", PAGE);
      until("the first record", () -> store.listLength("events_cache:token#browser") == 1);
      ProcessHandle.of(Long.parseLong(Files.readString(own.resolve("redis.pid")).strip()))
          .orElseThrow()
          .destroyForcibly();
      until(
          "a dropped record",
          () -> {
            clock.move(Duration.ofSeconds(1));
            cache.incoming("browser", PAGE);
            return cache.dropped() > 0;
          });
      until(
          "a good check and a new record",
          () -> {
            clock.move(Duration.ofSeconds(1));
            cache.incoming("browser", PAGE);
            return healthy(cache) && cache.read(query("browser", "token", 100)).totalEvents() > 1;
          });
      mortal.close();
      assertThat(cache.read(query(null, "token", 9)).events()).isEmpty();
      cache.incoming("browser", PAGE);
      until("a failing check", () -> !healthy(cache));
      assertThatThrownBy(cache::check).hasMessageContaining("JITSU-0630");
      cache.close();
      cache.close();
      cache.incoming("browser", PAGE);
    } finally {
      mortal.close();
    }
  }

  private EventsCache started(CacheSettings settings) {
    EventsCache cache = new EventsCache(store, settings, clock);
    cache.start();
    return cache;
  }

  private static boolean healthy(EventsCache cache) {
    try {
      cache.check();
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private ObjectNode element(String list) {
    return (ObjectNode) Json.parse(store.listRange(list, 0, 0).get(0));
  }

  private CachePage page(String namespace, String id, String status) {
    return cache.read(CacheQuery.parse(id, namespace, status, null, CacheSettings.defaults()));
  }

  private static CacheQuery query(String ids, String namespace, int limit) {
    return CacheQuery.parse(ids, namespace, null, String.valueOf(limit), CacheSettings.defaults());
  }

  private List<String> tokens(CacheQuery query) {
    return cache.read(query).events().stream()
        .map(event -> event.get("token_id").asText())
        .toList();
  }
}

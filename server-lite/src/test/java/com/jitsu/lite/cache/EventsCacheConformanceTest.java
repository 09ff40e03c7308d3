package com.jitsu.lite.cache;

import static com.jitsu.lite.cache.CacheHouse.HOUR;
import static com.jitsu.lite.cache.CacheHouse.bytes;
import static com.jitsu.lite.cache.CacheHouse.read;
import static com.jitsu.lite.cache.CacheHouse.size;
import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * CONTRACT F.2 to F.5 and F.7, a test for each line, named after its section; what a section leaves
 * to decisions is decided in 0.3. F.6 is in {@code CacheEndpointConformanceTest}.
 */
class EventsCacheConformanceTest {

  private static final byte[] PAGE = bytes("{\"type\":\"page\",\"n\":1.10,\"ö\":\"\\\"\"}");
  private static final String PAGE_AS_STRING =
      "\"{\\\"type\\\":\\\"page\\\",\\\"n\\\":1.10,\\\"ö\\\":\\\"\\\\\\\"\\\"}\"";
  private static final String TOKEN = "events_cache:token#default";
  private static final String DUCKDB = "events_cache:destination#duckdb";

  @TempDir static Path folder;
  @RegisterExtension static final CacheHouse house = new CacheHouse(() -> folder);

  private EventsCache cache;

  @BeforeEach
  void open() {
    cache = house.start(CacheSettings.defaults());
  }

  // F.2 Redis layout

  @Test
  void f2TheMainListIsNamedByNamespaceAndId() {
    cache.incoming("default", PAGE);
    cache.skip("duckdb", PAGE, "left out");
    cache.close();

    assertThat(house.list(TOKEN)).hasSize(1);
    assertThat(house.list(DUCKDB)).hasSize(1);
  }

  @Test
  void f2TheErrorListIsNamedAfterTheMainOne() {
    cache.malformed("default", bytes("{"), "unexpected end");
    cache.error("duckdb", PAGE, "no such column");
    cache.close();

    assertThat(house.list(TOKEN + ":error")).hasSize(1);
    assertThat(house.list(DUCKDB + ":error")).hasSize(1);
  }

  @Test
  void f2AnElementIsAJsonStringWithoutWhatIsEmpty() {
    cache.incoming("default", PAGE);
    cache.skip("duckdb", PAGE, "left out");
    cache.malformed("default", new byte[0], "");
    cache.close();

    List<ObjectNode> tokens = house.list(TOKEN);
    String uid = tokens.get(1).path("uid").asText();
    assertThat(Json.text(tokens.get(1)))
        .isEqualTo(
            "{\"original\":%s,\"timestamp\":\"2026-11-22T10:00:00.100000Z\",\"uid\":\"%s\",\"token_id\":\"default\"}"
                .formatted(PAGE_AS_STRING, uid));
    assertThat(tokens.get(0).properties())
        .extracting(field -> field.getKey())
        .containsExactly("timestamp", "uid", "token_id");
    assertThat(Json.text(house.newest(DUCKDB)))
        .isEqualTo(
            "{\"original\":%s,\"skip\":\"left out\",\"timestamp\":\"2026-11-22T10:00:00.100001Z\",\"destination_id\":\"duckdb\"}"
                .formatted(PAGE_AS_STRING));
  }

  @Test
  void f2OriginalAndSuccessAreEncodedTwiceInRedisAndObjectsInTheAnswer() {
    ObjectNode success = success();
    cache.success("duckdb", PAGE, () -> success);
    cache.close();

    ObjectNode element = house.newest(DUCKDB);
    assertThat(element.path("original").textValue()).isEqualTo(new String(PAGE, UTF_8));
    assertThat(element.path("success").textValue()).isEqualTo(Json.text(success));
    ObjectNode answer = read(cache, "destination", "duckdb", null).events().get(0);
    assertThat(Json.text(answer.path("original"))).isEqualTo(new String(PAGE, UTF_8));
    assertThat(Json.text(answer.path("success"))).isEqualTo(Json.text(success));
  }

  @Test
  void f2TheNewestIsAtTheHeadOfItsList() {
    for (int i = 0; i < 3; i++) {
      cache.skip("duckdb", PAGE, "skip " + i);
    }
    cache.close();

    assertThat(house.list(DUCKDB))
        .extracting(element -> element.path("skip").asText())
        .containsExactly("skip 2", "skip 1", "skip 0");
  }

  @Test
  void f2TheTimestampIsTheTimeOfCachingInUtcWithSixDigits() {
    house.clock.set("2026-01-02T03:04:05.123456789Z");
    cache.incoming("default", PAGE);
    cache.close();

    assertThat(house.newest(TOKEN).path("timestamp").asText())
        .isEqualTo("2026-01-02T03:04:05.123456Z");
  }

  /** Beyond the contract: a record's timestamp is its place, for {@code since} and the stream. */
  @Test
  void f2NoTwoTimestampsOfACacheAreTheSameAndTheyRiseAcrossARestart() {
    cache.malformed("default", bytes("{"), "one");
    cache.error("duckdb", PAGE, "two");
    cache.close();
    cache = house.start(CacheSettings.defaults());
    cache.incoming("default", PAGE);
    cache.close();

    List<String> all = new ArrayList<>();
    for (String list : List.of(TOKEN, TOKEN + ":error", DUCKDB, DUCKDB + ":error")) {
      house.list(list).forEach(element -> all.add(element.path("timestamp").asText()));
    }
    assertThat(all).hasSize(5).doesNotHaveDuplicates();
    assertThat(house.newest(TOKEN).path("timestamp").asText())
        .isEqualTo("2026-11-22T10:00:00.100004Z");
  }

  @Test
  void f2AClockThatWasFarAheadDoesNotHoldTimestampsForever() {
    house.clock.set("2031-01-01T00:00:00Z");
    cache.incoming("default", PAGE);
    house.awaitLength(TOKEN, 1);
    house.clock.set("2026-11-22T10:00:00Z");
    cache.incoming("other", PAGE);
    cache.close();

    assertThat(house.newest("events_cache:token#other").path("timestamp").asText())
        .isEqualTo("2026-11-22T10:00:00.000000Z");
  }

  @Test
  void f2TokenRecordsCarryUidAndTokenIdAndNeverADestination() {
    cache.incoming("default", PAGE);
    cache.malformed("default", bytes("{"), "unexpected end");
    cache.close();

    for (ObjectNode element : house.list(TOKEN)) {
      assertThat(element.path("uid").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(element.path("token_id").asText()).isEqualTo("default");
      assertThat(element.has("destination_id")).isFalse();
    }
  }

  @Test
  void f2DestinationRecordsCarryNeitherUidNorTokenId() {
    cache.success("duckdb", PAGE, EventsCacheConformanceTest::success);
    cache.error("duckdb", PAGE, "no such column");
    cache.close();

    for (ObjectNode element : house.list(DUCKDB)) {
      assertThat(element.has("uid")).isFalse();
      assertThat(element.has("token_id")).isFalse();
      assertThat(element.path("destination_id").asText()).isEqualTo("duckdb");
    }
  }

  @Test
  void f2AListMayBeLongerThanItsSizeForOneTickAndIsTrimmedThen() {
    EventsCache rare = trimming(HOUR, null);
    rare.incoming("default", PAGE);
    rare.incoming("default", PAGE);
    house.clock.move(HOUR);
    rare.malformed("default", bytes("{"), "unexpected end");
    house.awaitLength(TOKEN, 3);
    assertThat(house.millisToLive(TOKEN)).as("no time to live").isEqualTo(-1);
    rare.close();

    assertThat(house.list(TOKEN)).hasSize(2);
    assertThat(house.newest(TOKEN).path("error").asText()).isEqualTo("unexpected end");
    assertThat(house.millisToLive(TOKEN)).as("no time to live").isEqualTo(-1);
  }

  @Test
  void f2TheTimeToLiveIsSetByTicksAfterWritesOnly() {
    EventsCache brief = trimming(Duration.ofMillis(1), HOUR);
    brief.malformed("default", bytes("{"), "unexpected end");
    until("a time to live", () -> house.millisToLive(TOKEN + ":error") > 0);
    assertThat(house.millisToLive(TOKEN)).isBetween(1L, HOUR.toMillis());
    house.expire(TOKEN, Duration.ofMinutes(5));
    brief.incoming("other", PAGE);
    until("the tick of another id", () -> house.millisToLive("events_cache:token#other") > 0);
    assertThat(house.millisToLive(TOKEN)).isBetween(1L, Duration.ofMinutes(5).toMillis());
    brief.incoming("default", PAGE);
    brief.close();

    assertThat(house.millisToLive(TOKEN)).isGreaterThan(Duration.ofMinutes(5).toMillis());
  }

  @Test
  void f2ReadingDoesNotExtendTheTimeToLive() {
    cache.incoming("default", PAGE);
    cache.close();
    house.expire(TOKEN, Duration.ofMinutes(5));

    assertThat(read(cache, "token", "default", null).events()).hasSize(1);
    assertThat(house.millisToLive(TOKEN)).isBetween(1L, Duration.ofMinutes(5).toMillis());
  }

  @Test
  void f2AListThatIsNotWrittenAnyMoreIsNotTrimmedAgain() {
    EventsCache frequent = trimming(Duration.ofMillis(1), HOUR);
    for (int i = 0; i < 5; i++) {
      house.push(TOKEN, "{}");
    }
    frequent.incoming("other", PAGE);
    until("the tick of another id", () -> house.millisToLive("events_cache:token#other") > 0);
    frequent.close();

    assertThat(house.list(TOKEN)).hasSize(5);
  }

  @Test
  void f2AListEndsAfterItsTimeToLive() {
    EventsCache brief = trimming(Duration.ofMillis(1), Duration.ofSeconds(2));
    brief.incoming("default", PAGE);
    brief.close();

    assertThat(house.store().exists(TOKEN)).isTrue();
    until("the end of its time", () -> !house.store().exists(TOKEN));
  }

  @Test
  void f2AFullQueueDropsSilentlyAndTheBudgetIsSpent() {
    EventsCache blocked = new EventsCache(house.store(), size(1), house.clock);
    for (int i = 0; i < 12; i++) {
      blocked.incoming("t" + i, PAGE);
    }
    assertThat(blocked.dropped()).isEqualTo(2);
    blocked.incoming("t11", PAGE);
    assertThat(blocked.dropped()).as("the limiter refuses it before").isEqualTo(2);

    blocked.start();
    blocked.close();
    assertThat(read(blocked, "token", "t9", null).totalEvents()).isEqualTo(1);
    assertThat(read(blocked, "token", "t10", null).totalEvents()).isZero();
    assertThat(read(blocked, "token", "t11", null).lastMinuteLimited()).isEqualTo(1);
  }

  // F.3 Record kinds

  @Test
  void f3RawIncoming() {
    cache.incoming("default", PAGE);
    assertKind("token", "default", false, "original", "timestamp", "uid", "token_id");
  }

  @Test
  void f3Malformed() {
    cache.malformed("default", bytes("{"), "unexpected end");
    assertKind("token", "default", true, "malformed", "error", "timestamp", "uid", "token_id");
  }

  @Test
  void f3AcceptError() {
    byte[] large = bytes("{\"type\":\"track\",\"x\":\"" + "ä".repeat(20_000) + "\"}");
    cache.rejected("default", large, "'event' property is required for 'track' event");

    assertKind("token", "default", true, "malformed", "error", "timestamp", "uid", "token_id");
    assertThat(house.newest(TOKEN).path("malformed").asText())
        .as("whole, whatever its size")
        .isEqualTo(new String(large, UTF_8));
  }

  @Test
  void f3NoDestination() {
    cache.skipped("default", PAGE, "No destination is configured for token [\"x\"]");
    assertKind("token", "default", false, "original", "skip", "timestamp", "uid", "token_id");
  }

  @Test
  void f3Success() {
    cache.success("duckdb", PAGE, EventsCacheConformanceTest::success);
    assertKind(
        "destination", "duckdb", false, "original", "success", "timestamp", "destination_id");
  }

  @Test
  void f3Error() {
    cache.error("duckdb", PAGE, "no such column");
    assertKind("destination", "duckdb", true, "original", "error", "timestamp", "destination_id");
  }

  @Test
  void f3Skip() {
    cache.skip("duckdb", PAGE, "left out");
    assertKind("destination", "duckdb", false, "original", "skip", "timestamp", "destination_id");
  }

  @Test
  void f3AnErrorMayBeInOneOfItsListsOnly() {
    for (int i = 0; i < 100; i++) {
      cache.incoming("default", PAGE);
    }
    cache.malformed("default", bytes("{"), "only among the errors");
    cache.close();

    assertThat(house.list(TOKEN)).hasSize(100);
    assertThat(house.list(TOKEN)).noneMatch(element -> element.has("error"));
    assertThat(house.newest(TOKEN + ":error").path("error").asText())
        .isEqualTo("only among the errors");
    assertThat(read(cache, "token", "default", null).lastMinuteLimited()).isEqualTo(1);
    assertThat(read(cache, "token", "default", "error").lastMinuteLimited()).isZero();
  }

  @Test
  void f3TheTwoCopiesOfATokensErrorHaveUidsOfTheirOwn() {
    cache.malformed("default", bytes("{"), "unexpected end");
    cache.close();

    ObjectNode main = house.newest(TOKEN);
    ObjectNode error = house.newest(TOKEN + ":error");
    assertThat(main.remove("uid")).isNotEqualTo(error.remove("uid"));
    main.remove("timestamp");
    error.remove("timestamp");
    assertThat(main).isEqualTo(error);
  }

  // F.4 Texts and cases

  @Test
  void f4MalformedInputIsCutAtACharacterAtOrBelowTheLimit() {
    cache.malformed("default", bytes("x" + "ä".repeat(6_000)), "no JSON");
    cache.close();

    assertThat(house.newest(TOKEN).path("malformed").asText()).isEqualTo("x" + "ä".repeat(4_999));
  }

  @Test
  void f4MalformedInputExactlyAtTheLimitIsNotCut() {
    cache.malformed("default", bytes("ä".repeat(5_000)), "no JSON");
    cache.malformed("default", bytes("x".repeat(10_001)), "no JSON");
    cache.close();

    assertThat(house.list(TOKEN))
        .extracting(element -> element.path("malformed").asText())
        .containsExactly("x".repeat(10_000), "ä".repeat(5_000));
  }

  @Test
  void f4AnEmptyBodyHasNoMalformedAndItsError() {
    cache.malformed("default", new byte[0], "empty body");
    cache.close();

    assertThat(house.newest(TOKEN).has("malformed")).isFalse();
    assertThat(house.newest(TOKEN).path("error").asText()).isEqualTo("empty body");
  }

  // F.5 Rate limiter

  @Test
  void f5Of250AtOnceAHundredAreStoredAnd50MoreAfterHalfAMinute() {
    incoming(250);
    house.awaitLength(TOKEN, 100);
    assertThat(read(cache, "token", "default", null).lastMinuteLimited()).isEqualTo(150);

    house.clock.move(Duration.ofSeconds(30));
    incoming(250);
    cache.close();

    CachePage page = read(cache, "token", "default", null);
    assertThat(page.events())
        .filteredOn(event -> event.path("timestamp").asText().startsWith("2026-11-22T10:00:30"))
        .hasSize(50);
    assertThat(page.totalEvents()).isEqualTo(100);
    assertThat(page.lastMinuteLimited()).isEqualTo(150 + 200);
  }

  @Test
  void f5After600MillisecondsOneMoreIsStored() {
    incoming(100);
    house.clock.move(Duration.ofMillis(599));
    incoming(1);
    assertThat(limited()).isEqualTo(1);
    house.clock.move(Duration.ofMillis(1));
    incoming(2);
    assertThat(limited()).isEqualTo(2);
  }

  /** 0.3.10: no double burst; the original would store 199. */
  @Test
  void f5AQuietWindowDoesNotDoubleTheBurst() {
    incoming(1);
    house.clock.move(Duration.ofSeconds(60));
    incoming(250);

    assertThat(limited()).isEqualTo(150);
  }

  /** 0.3.10: no remainder is lost; the original would admit one every second. */
  @Test
  void f5EveryHalfSecondAfterABurstStoresFiveOfSix() {
    incoming(100);
    for (int i = 0; i < 108; i++) {
      house.clock.move(Duration.ofMillis(500));
      incoming(1);
    }

    assertThat(limited()).isEqualTo(108 / 6);
  }

  /**
   * The reference for 60 per 60 s. As published: 60, 62, then 2 at +60 s and 0 at +61 s. The bucket
   * of 0.3.10 gives the same, because a second admits just one here.
   */
  @Test
  void f5TheLastMinuteOfLimitedRecordsEndsSecondBySecond() {
    cache.close();
    cache = house.start(size(60));
    incoming(60);
    assertThat(limited()).isZero();
    incoming(60);
    assertThat(limited()).isEqualTo(60);
    house.clock.move(Duration.ofSeconds(1));
    incoming(3);
    assertThat(limited()).isEqualTo(62);
    house.clock.move(Duration.ofSeconds(58));
    assertThat(limited()).isEqualTo(62);
    house.clock.move(Duration.ofSeconds(1));
    assertThat(limited()).isEqualTo(2);
    house.clock.move(Duration.ofSeconds(1));
    assertThat(limited()).isZero();
  }

  @Test
  void f5AnIdHasTwoLimitersWhateverTheNamespaceIs() {
    for (int i = 0; i < 60; i++) {
      cache.incoming("same", PAGE);
      cache.skip("same", PAGE, "left out");
    }
    for (int i = 0; i < 110; i++) {
      cache.error("same", PAGE, "no such column");
    }

    assertThat(read(cache, "token", "same", null).lastMinuteLimited()).isEqualTo(20 + 110);
    assertThat(read(cache, "destination", "same", null).lastMinuteLimited()).isEqualTo(20 + 110);
    assertThat(read(cache, "token", "same", "error").lastMinuteLimited()).isEqualTo(10);
  }

  @Test
  void f5ARestartResetsTheLimiters() {
    incoming(150);
    cache.close();
    cache = house.start(CacheSettings.defaults());
    assertThat(limited()).isZero();
    incoming(100);

    assertThat(limited()).isZero();
  }

  /** The original starts the refill clock then; a bucket that begins full cannot tell. */
  @Test
  void f5AReadOfAnUnknownIdTakesNothingOfItsBudget() {
    assertThat(limited()).isZero();
    house.clock.move(Duration.ofSeconds(45));
    incoming(150);

    assertThat(limited()).isEqualTo(50);
  }

  @Test
  void f5SizeZeroIsOff() {
    cache.close();
    cache = house.start(size(0));
    incoming(10);
    cache.close();

    assertThat(house.store().exists(TOKEN)).isFalse();
    assertThat(Json.text(read(cache, "token", "default", null).toJson()))
        .isEqualTo(
            "{\"last_minute_limited\":0,\"cache_capacity_per_interval\":0,\"interval_seconds\":0,"
                + "\"total_events\":0,\"response_events\":0,\"events\":[]}");
  }

  @Test
  void f5WhatIsRefusedIsNotBuilt() {
    List<Integer> built = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      int number = i;
      cache.success(
          "duckdb",
          PAGE,
          () -> {
            built.add(number);
            return success();
          });
    }
    cache.close();

    assertThat(built).hasSize(100).endsWith(99);
    assertThat(read(cache, "destination", "duckdb", null).lastMinuteLimited()).isEqualTo(150);
  }

  // F.7 Shapes of success

  @Test
  void f7ADatabasesSuccessKeepsItsFieldsTheirOrderAndTheirDigits() {
    ObjectNode success = success();
    cache.success("duckdb", PAGE, () -> success);
    cache.close();

    assertThat(
            Json.text(read(cache, "destination", "duckdb", null).events().get(0).path("success")))
        .isEqualTo(
            "{\"destination_id\":\"duckdb\",\"table\":\"events\",\"record\":["
                + "{\"field\":\"n\",\"type\":\"DOUBLE\",\"value\":1.10},"
                + "{\"field\":\"a\",\"type\":\"BIGINT\",\"value\":0},"
                + "{\"field\":\"b\",\"type\":\"BOOLEAN\",\"value\":false},"
                + "{\"field\":\"c\",\"type\":\"VARCHAR\",\"value\":\"\"}]}");
  }

  private static ObjectNode success() {
    return (ObjectNode)
        Json.parse(
            """
            {"destination_id": "duckdb", "table": "events", "record": [
              {"field": "n", "type": "DOUBLE", "value": 1.10},
              {"field": "a", "type": "BIGINT", "value": 0},
              {"field": "b", "type": "BOOLEAN", "value": false},
              {"field": "c", "type": "VARCHAR", "value": ""}]}
            """);
  }

  private void incoming(int events) {
    for (int i = 0; i < events; i++) {
      cache.incoming("default", PAGE);
    }
  }

  private long limited() {
    return read(cache, "token", "default", null).lastMinuteLimited();
  }

  private EventsCache trimming(Duration interval, Duration ttl) {
    return house.start(new CacheSettings(true, 2, Duration.ofSeconds(60), interval, 10_000, ttl));
  }

  private void assertKind(String namespace, String id, boolean error, String... fields) {
    cache.close();
    String list = "events_cache:" + namespace + "#" + id;
    assertThat(house.newest(list).properties())
        .extracting(field -> field.getKey())
        .containsExactlyInAnyOrder(fields);
    assertThat(house.list(list + ":error")).hasSize(error ? 1 : 0);
    assertThat(house.store().setMembers("events_cache_ids:" + namespace)).isEqualTo(Set.of(id));
  }
}

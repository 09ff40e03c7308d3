package com.jitsu.lite.redis;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisStoreTest {

  @TempDir static Path folder;

  private static EmbeddedRedis redis;
  private static int database = 1;
  private RedisStore store;

  @BeforeAll
  static void start() {
    redis = EmbeddedRedis.start(folder);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  /** Each test has a database of its own. */
  @BeforeEach
  void connect() {
    RedisAddress address = redis.address();
    store =
        RedisStore.connect(
            new RedisAddress(address.host(), address.port(), address.password(), database++));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void textsComeAndGo() {
    assertThat(store.get("key")).isEmpty();
    store.set("key", "wört\0 😀");
    assertThat(store.get("key")).contains("wört\0 😀");
    assertThat(store.exists("key")).isTrue();
    assertThat(store.delete("key")).isTrue();
    assertThat(store.delete("key")).isFalse();
    store.set("short", "value", Duration.ofMillis(1));
    until("the end of its time", () -> !store.exists("short"));
    assertThat(store.increment("n")).isEqualTo(1);
    assertThat(store.increment("n")).isEqualTo(2);
  }

  @Test
  void keysAreFoundByTheirBeginningTakenAsItIs() {
    for (int i = 0; i < 2_500; i++) {
      store.set("store:" + i, "value");
    }
    store.set("store*[a]?\\:1", "value", Duration.ofHours(1));
    store.set("other", "value");

    Set<String> found = new TreeSet<>();
    store.keys("store:", found::addAll);
    assertThat(found).hasSize(2_500).allMatch(key -> key.startsWith("store:"));
    found.clear();
    store.keys("store*[a]?\\:", found::addAll);
    assertThat(found).containsExactly("store*[a]?\\:1");
    assertThat(store.timeToLive("store*[a]?\\:1").orElseThrow())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(store.getAll(List.of("other", "unknown", "store:1")))
        .containsExactly("value", null, "value");
    assertThat(store.timeToLive("other")).isEmpty();
    assertThat(store.timeToLive("unknown")).isEmpty();
  }

  @Test
  void elementsAreRemovedWhereverTheyStand() {
    store.listPush(
        List.of(
            new ListElement("list", "a"), new ListElement("list", "b"),
            new ListElement("list", "a"), new ListElement("list", "c")));

    assertThat(store.listRemove("list", List.of("a", "c", "x"))).isEqualTo(3);
    assertThat(store.listRange("list", 0, -1)).containsExactly("b");
    assertThat(store.listRemove("unknown", List.of("a"))).isZero();
  }

  @Test
  void hashesAndSetsKeepWhatTheyWereGiven() {
    assertThat(store.hashGetAll("hash")).isEmpty();
    store.hashSet("hash", Map.of("a", "1", "b", "2"));
    store.hashSet("hash", Map.of());
    store.hashSet("hash", "c", "3");
    store.hashDelete("hash", "b", "x");
    assertThat(store.hashGet("hash", "c")).contains("3");
    assertThat(store.hashGet("hash", "b")).isEmpty();
    assertThat(store.hashGetAll("hash")).isEqualTo(Map.of("a", "1", "c", "3"));

    store.setAdd("set", "x", "y");
    store.setRemove("set", "x");
    assertThat(store.setMembers("set")).isEqualTo(Set.of("y"));
    assertThat(store.setMembers("none")).isEmpty();
  }

  @Test
  void listsAreFilledInFrontAndTrimmedManyAtOnce() {
    List<ListElement> elements = new ArrayList<>();
    IntStream.range(0, 1_200)
        .forEach(i -> elements.add(new ListElement("list" + i % 2, String.valueOf(i))));
    store.listPush(elements);
    assertThat(store.listLength("list0")).isEqualTo(600);
    store.listTrim(List.of("list0", "list1", "none"), 3, null);

    assertThat(store.listRange("list0", 0, -1)).containsExactly("1198", "1196", "1194");
    assertThat(store.listRange("list1", 0, 0)).containsExactly("1199");
    store.listTrim(List.of("list0"), 3, Duration.ofMillis(1));
    until("the end of its time", () -> store.listLength("list0") == 0);
    store.listPush(List.of());
    store.listTrim(List.of(), 1, null);
  }

  @Test
  void scriptsAnswerTextNumbersAndLists() {
    List<String> keys = List.of("key");
    List<String> seven = List.of("7");
    assertThat(store.evalText("return redis.call('set', KEYS[1], ARGV[1])", keys, seven))
        .isEqualTo("OK");
    assertThat(store.evalText("return redis.call('get', KEYS[1])", keys, seven)).isEqualTo("7");
    assertThat(store.evalText("return false", keys, seven)).isNull();
    assertThat(store.evalNumber("return redis.call('incr', KEYS[1])", keys, seven)).isEqualTo(8);
    assertThat(store.evalList("return {ARGV[1], 8}", keys, seven)).containsExactly("7", "8");
    assertThatThrownBy(() -> store.evalNumber("return nonsense(", keys, seven))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("compiling script");
  }

  @Test
  void aWrongUseIsABugAndNotAnAbsence() {
    store.set("text", "value");
    assertThatThrownBy(() -> store.listLength("text")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.listPush(List.of(new ListElement("text", "x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void databasesAreApart() {
    store.set("key", "mine");
    try (RedisStore other = RedisStore.connect(redis.address())) {
      assertThat(other.get("key")).isEmpty();
    }
  }

  @Test
  void itWorksAgainWhenRedisIsBackAndNeverShowsThePassword(@TempDir Path own) {
    try (EmbeddedRedis redis = EmbeddedRedis.start(own);
        RedisStore store = RedisStore.connect(redis.address())) {
      store.set("key", "value");
      ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
      List<RuntimeException> failures = new ArrayList<>();
      until(
          "an answer after failures",
          () -> {
            try {
              store.increment("n");
              return !failures.isEmpty();
            } catch (RuntimeException e) {
              failures.add(e);
              return false;
            }
          });

      assertThat(failures)
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(RedisUnavailableException.class)
                      .hasMessageContaining(redis.address().toString())
                      .hasMessageNotContaining(redis.address().password().reveal()));
      assertThat(store.get("key")).contains("value");
    }
  }
}

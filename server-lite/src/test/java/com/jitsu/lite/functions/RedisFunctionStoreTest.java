package com.jitsu.lite.functions;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisAddress;
import com.jitsu.lite.redis.RedisLink;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.host.FunctionStore;
import com.jitsu.sdk.host.FunctionStore.Entry;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.TimeToLive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFunctionStoreTest {

  private static final TimeToLive HOUR = new TimeToLive(3_600);

  @TempDir static Path folder;

  private static EmbeddedRedis server;
  private static int database = 1;
  private RedisStore redis;
  private FunctionStore store;

  @BeforeAll
  static void start() {
    server = EmbeddedRedis.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A database of its own for as many tests as Redis has databases. */
  @BeforeEach
  void connect() {
    RedisAddress address = server.address();
    database = database % 15 + 1;
    redis =
        RedisStore.connect(
            new RedisAddress(address.host(), address.port(), address.password(), database));
    store = new RedisFunctionStore(redis);
    store.delete("k");
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void whatIsSetIsFoundUntilItIsDeleted() {
    assertThat(store.find("k")).isEmpty();
    store.set("k", "{\"n\":1}", HOUR);
    assertThat(store.find("k")).contains(new Entry("{\"n\":1}", HOUR));
    store.set("k", "null", TimeToLive.forever());
    assertThat(store.find("k")).contains(new Entry("null", TimeToLive.forever()));
    store.delete("k");
    store.delete("k");
    assertThat(store.find("k")).isEmpty();
  }

  @Test
  void aValueGoesWhenItsTimeIsOver() {
    store.set("k", "1", new TimeToLive(1));
    assertThat(store.find("k")).contains(new Entry("1", new TimeToLive(1)));
    until("the end of its time", () -> store.find("k").isEmpty());
    assertThat(store.getOrSet("k", "2", HOUR)).isEqualTo("2");
  }

  @Test
  void noTimeToLiveIsAsIfDeleted() {
    store.set("k", "1", HOUR);
    store.set("k", "2", new TimeToLive(0));
    assertThat(store.find("k")).isEmpty();
    assertThat(store.getOrSet("k", "3", new TimeToLive(0))).isEqualTo("3");
    assertThat(store.find("k")).isEmpty();
    store.set("k", "4", HOUR);
    assertThat(store.getOrSet("k", "5", new TimeToLive(0))).isEqualTo("4");
    assertThat(store.find("k")).isEmpty();
  }

  @Test
  void getOrSetKeepsTheValueAndRenewsItsTime() {
    assertThat(store.getOrSet("k", "1", HOUR)).isEqualTo("1");
    assertThat(store.find("k")).contains(new Entry("1", HOUR));
    assertThat(store.getOrSet("k", "2", TimeToLive.forever())).isEqualTo("1");
    assertThat(store.find("k")).contains(new Entry("1", TimeToLive.forever()));
    TimeToLive longest = new TimeToLive(Integer.MAX_VALUE);
    assertThat(store.getOrSet("k", "3", longest)).isEqualTo("1");
    assertThat(store.find("k")).contains(new Entry("1", longest));
    store.set("k", "4", longest);
    assertThat(store.find("k")).contains(new Entry("4", longest));
  }

  @Test
  void ofManyWhoSetAtOnceOneWins() {
    for (int round = 0; round < 50; round++) {
      String key = "k" + round;
      Set<String> answers = ConcurrentHashMap.newKeySet();
      IntStream.range(0, 16)
          .parallel()
          .forEach(i -> answers.add(store.getOrSet(key, Integer.toString(i), HOUR)));
      assertThat(answers).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ключ:1", "😀", "a\0b", "a\r\nb", "*", "store:", "#{[~"})
  void everyKeyIsOneOfItsOwn(String key) {
    store.set(key, "\"wört 😀 \\u0000\"", HOUR);
    assertThat(store.find(key)).contains(new Entry("\"wört 😀 \\u0000\"", HOUR));
    assertThat(store.find(key + "x")).isEmpty();
    assertThat(redis.get("store:" + key)).isPresent();
    store.delete(key);
    assertThat(store.find(key)).isEmpty();
  }

  @Test
  void whatHasNoBytesIsRefused() {
    assertThatThrownBy(() -> store.find("a\ud800b")).isInstanceOf(HostException.class);
    assertThatThrownBy(() -> store.delete("\udc00")).isInstanceOf(HostException.class);
    assertThatThrownBy(() -> store.set("k", "\"\ud800\"", HOUR)).isInstanceOf(HostException.class);
    assertThatThrownBy(() -> store.getOrSet("k", "\"\ud800\"", HOUR))
        .isInstanceOf(HostException.class)
        .hasMessage("the value holds half of a character: a lone surrogate");
  }

  @Test
  void aFunctionIsToldThatTheStoreIsAwayAndFindsItAgain() throws IOException {
    try (RedisLink link = new RedisLink(server.address());
        RedisStore redis = RedisStore.connect(link.address())) {
      FunctionStore store = new RedisFunctionStore(redis);
      store.set("k", "1", HOUR);
      link.cut();

      HostException e = catchThrowableOfType(HostException.class, () -> store.find("k"));

      assertThat(e.name()).isEqualTo("StoreError");
      assertThat(e).hasMessageContaining("the store is away");
      link.mend();
      assertThat(store.getOrSet("k", "2", HOUR)).isEqualTo("1");
    }
  }
}

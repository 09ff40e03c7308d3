package com.jitsu.lite.cache;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.ListElement;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for all tests of a class, empty before each of them; caches over it, which end with
 * the test; and a clock that stands still. For {@code @RegisterExtension}, static.
 */
public final class CacheHouse
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  static final Duration HOUR = Duration.ofHours(1);

  private final Supplier<Path> folder;
  private final List<EventsCache> caches = new ArrayList<>();
  private EmbeddedRedis redis;
  private RedisStore store;
  public final MovableClock clock = new MovableClock("2026-11-22T10:00:00.1Z");

  /**
   * @param folder is asked for when the class begins
   */
  public CacheHouse(Supplier<Path> folder) {
    this.folder = folder;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    redis = EmbeddedRedis.start(folder.get());
    store = RedisStore.connect(redis.address());
  }

  /** As after the first start. */
  @Override
  public void beforeEach(ExtensionContext context) {
    store
        .evalList("return redis.call('SCAN', 0, 'COUNT', 100000)[2]", List.of(), List.of())
        .forEach(store::delete);
    clock.set("2026-11-22T10:00:00.1Z");
  }

  RedisStore store() {
    return store;
  }

  public EventsCache start(CacheSettings settings) {
    EventsCache cache = new EventsCache(store, settings, clock);
    caches.add(cache);
    cache.start();
    return cache;
  }

  static CacheSettings size(int size) {
    return new CacheSettings(
        true, size, Duration.ofSeconds(60), Duration.ofMillis(500), 10_000, null);
  }

  /** Puts an element in front of a list, as it is. */
  public void push(String list, String element) {
    store.listPush(List.of(new ListElement(list, element)));
  }

  List<ObjectNode> list(String name) {
    return store.listRange(name, 0, -1).stream()
        .map(element -> (ObjectNode) Json.parse(element))
        .toList();
  }

  ObjectNode newest(String list) {
    return list(list).get(0);
  }

  long millisToLive(String key) {
    return store.evalNumber("return redis.call('PTTL', KEYS[1])", List.of(key), List.of());
  }

  void expire(String key, Duration ttl) {
    long set =
        store.evalNumber(
            "return redis.call('PEXPIRE', KEYS[1], ARGV[1])",
            List.of(key),
            List.of(String.valueOf(ttl.toMillis())));
    if (set != 1) {
      throw new IllegalStateException("no such key: " + key);
    }
  }

  public void awaitLength(String list, long length) {
    until(length + " records in " + list, () -> store.listLength(list) == length);
  }

  static CachePage read(
      EventsCache cache, String namespace, @Nullable String ids, @Nullable String status) {
    Map<String, String> parameters =
        ids == null
            ? Map.of("namespace", namespace)
            : Map.of("namespace", namespace, "ids", ids, "status", status == null ? "" : status);
    return cache.read(CacheQuery.parse(parameters::get, CacheSettings.defaults()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    caches.forEach(EventsCache::close);
    caches.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    store.close();
    redis.close();
  }
}

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Redis of its own, caches over it, and a clock that stands still. */
public final class CacheHouse implements AutoCloseable {

  static final Duration HOUR = Duration.ofHours(1);

  private final EmbeddedRedis redis;
  final RedisStore store;
  public final MovableClock clock = new MovableClock("2026-11-22T10:00:00.1Z");

  public CacheHouse(Path folder) {
    redis = EmbeddedRedis.start(folder);
    store = RedisStore.connect(redis.address());
  }

  /** As after the first start. */
  public void clear() {
    store
        .evalList("return redis.call('SCAN', 0, 'COUNT', 100000)[2]", List.of(), List.of())
        .forEach(store::delete);
    clock.set("2026-11-22T10:00:00.1Z");
  }

  public EventsCache start(CacheSettings settings) {
    EventsCache cache = new EventsCache(store, settings, clock);
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
  public void close() {
    store.close();
    redis.close();
  }
}

package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. The last events of every key and destination, for people who look what happens.
 *
 * <p>Writing never waits and never throws: each list takes so many records per window, the rest is
 * counted; what Redis cannot take is dropped. A record shows a moment after its event. Arrays that
 * are handed in must not change afterwards.
 */
public final class EventsCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventsCache.class);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final Clock clock;
  private final CacheWriter writer;
  // A token and a destination with the same id share their limits, as they always did.
  private final Map<String, Limits> limits = new ConcurrentHashMap<>();

  public EventsCache(RedisStore redis, CacheSettings settings, Clock clock) {
    this.redis = redis;
    this.settings = settings;
    this.clock = clock;
    this.writer = new CacheWriter(redis, settings);
  }

  private record Limits(RateLimiter all, RateLimiter errors) {}

  public void start() {
    writer.start();
  }

  /** An event as it was accepted. */
  public void incoming(String tokenId, byte[] event) {
    add(Namespace.TOKEN, tokenId, null, event, null, null, null);
  }

  /** A body that is no event; what is too long is cut at a character. */
  public void malformed(String tokenId, byte[] body, String error) {
    String cut = Utf8.cut(body, settings.maxMalformedBytes());
    add(Namespace.TOKEN, tokenId, cut, null, null, error, null);
  }

  /** An event that was read and then refused; kept whole. */
  public void rejected(String tokenId, byte[] event, String error) {
    add(Namespace.TOKEN, tokenId, new String(event, UTF_8), null, null, error, null);
  }

  /** An event that goes nowhere, and why. */
  public void skipped(String tokenId, byte[] event, String skip) {
    add(Namespace.TOKEN, tokenId, null, event, null, null, skip);
  }

  /** What a destination made of an event. */
  public void success(String destinationId, byte[] original, ObjectNode success) {
    add(Namespace.DESTINATION, destinationId, null, original, success, null, null);
  }

  /** Why a destination did not take an event. */
  public void error(String destinationId, byte[] original, String error) {
    add(Namespace.DESTINATION, destinationId, null, original, null, error, null);
  }

  /** Why a destination left an event out. */
  public void skip(String destinationId, byte[] original, String skip) {
    add(Namespace.DESTINATION, destinationId, null, original, null, null, skip);
  }

  /**
   * Newest first for each id; an id whose records cannot be read has none, as have all while Redis
   * is away. Never throws.
   */
  public CachePage read(CacheQuery query) {
    List<String> ids = query.ids();
    if (settings.off() || (ids != null && ids.isEmpty())) {
      return CachePage.EMPTY;
    }
    long total = 0;
    long limited = 0;
    List<ObjectNode> events = new ArrayList<>();
    Instant now = clock.instant();
    for (String id : ids == null ? knownIds(query.namespace()) : ids) {
      String list = list(query.namespace(), id, query.errorsOnly());
      try {
        total += redis.listLength(list);
        events.addAll(
            redis.listRange(list, 0, query.limit() - 1L).stream()
                .map(CacheRecord::answer)
                .toList());
      } catch (RedisUnavailableException e) {
        log.warn("events cache unreadable: {}", e.getMessage());
        break;
      } catch (RuntimeException e) {
        log.warn("events cache of {} {} unreadable: {}", query.namespace(), id, e.getMessage());
      }
      limited += refusedInLastMinute(id, query.errorsOnly(), now);
    }
    return new CachePage(total, limited, settings.size(), settings.window().toSeconds(), events);
  }

  /** Records that did not get to Redis since the start. */
  public long dropped() {
    return writer.dropped();
  }

  /** Throws JITSU-0630 while records are dropped because Redis does not take them. */
  public void check() {
    if (writer.failing()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0630",
              "Redis does not take records of the events cache; dropped " + dropped() + " so far",
              redis.address().toString(),
              "events are not affected; look after Redis, the cache goes on by itself"));
    }
  }

  /** Idempotent; what waits is written if Redis is there. */
  @Override
  public void close() {
    writer.close();
  }

  private void add(
      Namespace namespace,
      String id,
      @Nullable String malformed,
      byte @Nullable [] original,
      @Nullable ObjectNode success,
      @Nullable String error,
      @Nullable String skip) {
    if (settings.off()) {
      return;
    }
    Instant now = clock.instant();
    Limits limit = limits.computeIfAbsent(id, any -> new Limits(limiter(now), limiter(now)));
    boolean toAll = limit.all().admits(now);
    boolean toErrors = error != null && limit.errors().admits(now);
    if (!toAll && !toErrors) {
      return;
    }
    CacheRecord content =
        new CacheRecord(
            malformed,
            original == null ? null : new String(original, UTF_8),
            success == null ? null : Json.text(success),
            error,
            skip);
    if (toAll) {
      String list = list(namespace, id, false);
      writer.add(new CacheWriter.Waiting(list, namespace, id, content, now));
    }
    if (toErrors) {
      String list = list(namespace, id, true);
      writer.add(new CacheWriter.Waiting(list, namespace, id, content, now));
    }
  }

  private RateLimiter limiter(Instant now) {
    return new RateLimiter(settings.size(), settings.window(), now);
  }

  private long refusedInLastMinute(String id, boolean errorsOnly, Instant now) {
    Limits limit = limits.get(id);
    if (limit == null) {
      return 0;
    }
    return (errorsOnly ? limit.errors() : limit.all()).refusedInLastMinute(now);
  }

  private List<String> knownIds(Namespace namespace) {
    try {
      return List.copyOf(
          new TreeSet<>(redis.setMembers(RedisKeys.eventsCacheIds(namespace.text()))));
    } catch (RuntimeException e) {
      log.warn("events cache unreadable: {}", e.getMessage());
      return List.of();
    }
  }

  private static String list(Namespace namespace, String id, boolean errors) {
    return errors
        ? RedisKeys.eventsCacheErrors(namespace.text(), id)
        : RedisKeys.eventsCache(namespace.text(), id);
  }
}

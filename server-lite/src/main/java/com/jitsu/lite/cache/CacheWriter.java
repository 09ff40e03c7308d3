package com.jitsu.lite.cache;

import com.jitsu.lite.redis.ListElement;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records to Redis on a thread of its own. What finds the queue full, or Redis away, is
 * dropped and counted: it is only a cache.
 */
final class CacheWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CacheWriter.class);

  private static final int PER_ROUND_TRIP = 500;
  private static final Duration LIMIT_TO_CLOSE = Duration.ofSeconds(10);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final BlockingQueue<Waiting> queue;
  private final Thread worker = new Thread(this::work, "events-cache");
  private final AtomicLong dropped = new AtomicLong();
  // The worker's own: what was written since the last trim.
  private final Set<String> touchedLists = new HashSet<>();
  private final Map<Namespace, Set<String>> touchedIds = new EnumMap<>(Namespace.class);
  private volatile boolean failing;
  private volatile boolean closed;

  CacheWriter(RedisStore redis, CacheSettings settings) {
    this.redis = redis;
    this.settings = settings;
    this.queue = new LinkedBlockingQueue<>(Math.max(1, settings.size() * 10));
    worker.setDaemon(true);
  }

  /** A record on its way into one list. */
  record Waiting(
      String list, Namespace namespace, String id, CacheRecord content, Instant cachedAt) {}

  void start() {
    worker.start();
  }

  void add(Waiting record) {
    if (closed || !queue.offer(record)) {
      dropped.incrementAndGet();
    }
  }

  long dropped() {
    return dropped.get();
  }

  boolean failing() {
    return failing;
  }

  /** Idempotent; writes what waits, if Redis is there. */
  @Override
  public void close() {
    closed = true;
    try {
      worker.join(LIMIT_TO_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    long interval = settings.trimInterval().toNanos();
    long nextTrim = System.nanoTime() + interval;
    try {
      while (!closed || !queue.isEmpty()) {
        write(next(Math.min(nextTrim - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50))));
        if (System.nanoTime() >= nextTrim) {
          trim();
          nextTrim = System.nanoTime() + interval;
        }
      }
      trim();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Waiting> next(long nanos) throws InterruptedException {
    List<Waiting> records = new ArrayList<>();
    Waiting first = queue.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    if (first != null) {
      records.add(first);
      queue.drainTo(records, PER_ROUND_TRIP - 1);
    }
    return records;
  }

  private void write(List<Waiting> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      redis.listPush(records.stream().map(CacheWriter::element).toList());
      for (Waiting record : records) {
        touchedLists.add(record.list());
        touchedIds
            .computeIfAbsent(record.namespace(), namespace -> new TreeSet<>())
            .add(record.id());
      }
      worked();
    } catch (RuntimeException e) {
      dropped.addAndGet(records.size());
      failed(e);
    }
  }

  /** Also refreshes the time to live and the set of known ids, so that both survive a flush. */
  private void trim() {
    if (touchedLists.isEmpty() && !failing) {
      return;
    }
    try {
      redis.ping();
      touchedIds.forEach(
          (namespace, ids) ->
              redis.setAdd(RedisKeys.eventsCacheIds(namespace.text()), ids.toArray(String[]::new)));
      redis.listTrim(touchedLists, settings.size(), settings.ttl());
      touchedLists.clear();
      touchedIds.clear();
      worked();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException e) {
    if (!failing) {
      log.warn("the events cache drops records until Redis works again: {}", e.getMessage());
    }
    failing = true;
  }

  private void worked() {
    if (failing) {
      log.info("the events cache works again; {} records were dropped", dropped.get());
    }
    failing = false;
  }

  private static ListElement element(Waiting record) {
    return new ListElement(
        record.list(),
        record.content().element(record.namespace(), record.id(), record.cachedAt()));
  }
}

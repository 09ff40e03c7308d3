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
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records to Redis on a thread of its own. What finds the queue full, or Redis away, is
 * dropped and counted: it is only a cache.
 *
 * <p>One thread, because it writes more than ten thousand records a second where the limiters let
 * in a hundred a minute, and because records then have one order, that of their timestamps.
 */
final class CacheWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CacheWriter.class);

  private static final int PER_ROUND_TRIP = 500;
  private static final int QUEUED_PER_SIZE = 10;
  private static final Duration LIMIT_TO_CLOSE = Duration.ofSeconds(10);

  /** A clock that was set back by more is believed, though timestamps then repeat. */
  private static final long MOST_AHEAD_MICROS = TimeUnit.MINUTES.toMicros(10);

  private static final Waiting WAKE_UP =
      new Waiting(Namespace.TOKEN, "", false, CacheRecord.original(new byte[0]), Instant.EPOCH);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final Followers followers;
  private final WrittenPlaces written;
  private final BlockingQueue<Waiting> queue;
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Thread worker = new Thread(this::work, "events-cache");
  private final AtomicLong dropped = new AtomicLong();
  // The worker's own: what was written since the last trim.
  private final Set<String> touchedLists = new HashSet<>();
  private final Map<Namespace, Set<String>> touchedIds = new EnumMap<>(Namespace.class);
  private final Map<Namespace, Set<String>> knownIds = new EnumMap<>(Namespace.class);
  private long place;
  private boolean unwritable;
  private volatile boolean failing;
  private volatile boolean closed;

  CacheWriter(
      RedisStore redis, CacheSettings settings, Followers followers, WrittenPlaces written) {
    this.written = written;
    this.redis = redis;
    this.settings = settings;
    this.followers = followers;
    long most = (long) settings.size() * QUEUED_PER_SIZE;
    this.queue = new LinkedBlockingQueue<>((int) Math.max(1, Math.min(most, Integer.MAX_VALUE)));
    worker.setDaemon(true);
  }

  /** A record on its way into one list. */
  record Waiting(
      Namespace namespace, String id, boolean errors, CacheRecord content, Instant cachedAt) {}

  /**
   * @param newest the greatest place in Redis; records that come get greater ones
   */
  void start(long newest) {
    place = newest;
    worker.start();
  }

  void add(Waiting record) {
    if (closed || !queue.offer(record)) {
      dropped.incrementAndGet();
    }
  }

  /**
   * Runs the action on the writing thread, between two round trips: nothing is on its way then but
   * what waits in the queue.
   */
  <T> CompletableFuture<T> between(Supplier<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    errands.add(
        () -> {
          try {
            result.complete(action.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    // A full queue needs no waking.
    var unused = queue.offer(WAKE_UP);
    return result;
  }

  /** Takes records out that are not written yet; on the writing thread only. */
  void drop(Predicate<String> elements) {
    queue.removeIf(
        record ->
            !record.equals(WAKE_UP)
                && elements.test(record.content().element(record.namespace(), record.id(), 0)));
  }

  long dropped() {
    return dropped.get();
  }

  boolean failing() {
    return failing;
  }

  /** Whether its thread has ended though nobody closed it: nothing is written any more. */
  boolean dead() {
    return !closed && worker.getState() == Thread.State.TERMINATED;
  }

  /** Idempotent; writes what waits, if Redis is there. */
  @Override
  public void close() {
    closed = true;
    // A full queue needs no waking.
    var unused = queue.offer(WAKE_UP);
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
        boolean idle = touchedLists.isEmpty() && !failing;
        write(next(idle ? Long.MAX_VALUE : nextTrim - System.nanoTime()));
        runErrands();
        if (System.nanoTime() - nextTrim >= 0) {
          trim();
          nextTrim = System.nanoTime() + interval;
        }
      }
      trim();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runErrands() {
    for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
      errand.run();
    }
  }

  private List<Waiting> next(long nanos) throws InterruptedException {
    List<Waiting> records = new ArrayList<>();
    Waiting first = queue.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    if (first != null) {
      records.add(first);
      queue.drainTo(records, PER_ROUND_TRIP - 1);
      records.removeIf(WAKE_UP::equals);
    }
    return records;
  }

  private void write(List<Waiting> records) {
    List<Followers.Stored> elements = new ArrayList<>(records.size());
    for (Waiting record : records) {
      try {
        elements.add(element(record));
      } catch (RuntimeException | Error e) {
        dropped.incrementAndGet();
        unwritable(record, e);
      }
    }
    if (elements.isEmpty()) {
      return;
    }
    // Before: when the push fails half-way, some of them are there, and have to end like others.
    touch(elements);
    try {
      makeKnown(elements);
      redis.listPush(
          elements.stream().map(each -> new ListElement(list(each), each.element())).toList());
    } catch (RuntimeException | Error e) {
      dropped.addAndGet(elements.size());
      remember(elements);
      followers.lost(elements);
      failed(e);
      return;
    }
    // Not before: who reads meanwhile would miss what is on its way only.
    remember(elements);
    worked();
    followers.publish(elements);
  }

  /** Once with its stack: what is wrong with one record is with the next. */
  private void unwritable(Waiting record, Throwable e) {
    if (unwritable) {
      log.debug("a record cannot be written, namespace={}", record.namespace().text(), e);
    } else {
      log.error("a record cannot be written, namespace={}", record.namespace().text(), e);
    }
    unwritable = true;
  }

  private void remember(List<Followers.Stored> records) {
    for (Followers.Stored record : records) {
      written.add(record.namespace(), record.id(), record.errors(), record.place());
    }
  }

  private void touch(List<Followers.Stored> records) {
    for (Followers.Stored record : records) {
      touchedLists.add(list(record));
      touchedIds.computeIfAbsent(record.namespace(), namespace -> new TreeSet<>()).add(record.id());
    }
  }

  /** An id must be found before its first record is. */
  private void makeKnown(List<Followers.Stored> records) {
    for (Followers.Stored record : records) {
      Set<String> known =
          knownIds.computeIfAbsent(record.namespace(), namespace -> new HashSet<>());
      if (!known.contains(record.id())) {
        redis.setAdd(RedisKeys.eventsCacheIds(record.namespace().text()), record.id());
        known.add(record.id());
      }
    }
  }

  /** Also refreshes the time to live and the set of known ids, so that both survive a flush. */
  private void trim() {
    if (touchedLists.isEmpty() && !failing) {
      return;
    }
    try {
      if (failing) {
        // By a write: a Redis that is full answers everything else.
        redis.check();
      }
      touchedIds.forEach(
          (namespace, ids) ->
              redis.setAdd(RedisKeys.eventsCacheIds(namespace.text()), ids.toArray(String[]::new)));
      redis.listTrim(touchedLists, settings.size(), settings.ttl());
      touchedLists.clear();
      touchedIds.clear();
      worked();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void failed(Throwable e) {
    if (!failing && e instanceof Error) {
      log.error("the events cache drops records", e);
    } else if (!failing) {
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

  private Followers.Stored element(Waiting record) {
    long now = RecordTime.of(record.cachedAt());
    place = place - now > MOST_AHEAD_MICROS ? now : Math.max(now, place + 1);
    return new Followers.Stored(
        record.namespace(),
        record.id(),
        record.errors(),
        place,
        record.content().element(record.namespace(), record.id(), place));
  }

  private static String list(Followers.Stored record) {
    return CacheReader.list(record.namespace(), record.id(), record.errors());
  }
}

package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. The last events of every source and destination, for people who look what happens.
 *
 * <p>Writing never waits and never throws: each list takes so many records per window, the rest is
 * counted and costs nothing more; what Redis cannot take is dropped. A record shows a moment after
 * its event. Arrays that are handed in must not change afterwards.
 */
public final class EventsCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventsCache.class);

  private static final Duration LONGEST_REMOVAL = Duration.ofMinutes(2);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final Clock clock;
  private final Limiters limiters;
  private final WrittenPlaces written = new WrittenPlaces();
  private final CacheReader reader;
  private final Followers followers = new Followers();
  private final CacheWriter writer;

  public EventsCache(RedisStore redis, CacheSettings settings, Clock clock) {
    this.redis = redis;
    this.settings = settings;
    this.clock = clock;
    this.limiters = new Limiters(settings);
    this.reader = new CacheReader(redis, settings, limiters, written);
    this.writer = new CacheWriter(redis, settings, followers, written);
  }

  public void start() {
    settings
        .whyOff()
        .ifPresent(
            why ->
                log.warn(
                    "Events cache is disabled: {}. Events are accepted and loaded as ever, but"
                        + " /api/v1/events/cache and /api/v1/events/stream have none to show",
                    why));
    long newest;
    try {
      newest = settings.off() ? 0 : reader.begin(RecordTime.of(clock.instant()));
    } catch (RuntimeException e) {
      log.warn("events cache unreadable: {}", e.getMessage());
      newest = RecordTime.of(clock.instant());
    }
    // The same for both: what is written from now on has a greater place, what is there has not.
    followers.begin(newest);
    writer.start(newest);
  }

  /** An event as it was accepted. */
  public void incoming(String tokenId, byte[] event) {
    Admission admission = admit(tokenId, false);
    if (admission != Admission.NOWHERE) {
      add(admission, Namespace.TOKEN, tokenId, CacheRecord.original(event));
    }
  }

  /** A body that is no event; what is too long is cut at a character. */
  public void malformed(String tokenId, byte[] body, String error) {
    Admission admission = admit(tokenId, true);
    if (admission != Admission.NOWHERE) {
      String cut = Utf8.cut(body, settings.maxMalformedBytes());
      add(admission, Namespace.TOKEN, tokenId, CacheRecord.malformed(cut, error));
    }
  }

  /** An event that was read and then refused; kept whole. */
  public void rejected(String tokenId, byte[] event, String error) {
    Admission admission = admit(tokenId, true);
    if (admission != Admission.NOWHERE) {
      String whole = new String(event, UTF_8);
      add(admission, Namespace.TOKEN, tokenId, CacheRecord.malformed(whole, error));
    }
  }

  /** An event that goes nowhere, and why. */
  public void skipped(String tokenId, byte[] event, String skip) {
    Admission admission = admit(tokenId, false);
    if (admission != Admission.NOWHERE) {
      add(admission, Namespace.TOKEN, tokenId, CacheRecord.skip(event, skip));
    }
  }

  /**
   * What a destination made of an event.
   *
   * @param success asked, later and on another thread, only if the record is kept
   */
  public void success(String destinationId, byte[] original, Supplier<ObjectNode> success) {
    Admission admission = admit(destinationId, false);
    if (admission != Admission.NOWHERE) {
      CacheRecord record = CacheRecord.success(original, success);
      add(admission, Namespace.DESTINATION, destinationId, record);
    }
  }

  /** Why a destination did not take an event. */
  public void error(String destinationId, byte[] original, String error) {
    Admission admission = admit(destinationId, true);
    if (admission != Admission.NOWHERE) {
      CacheRecord record = CacheRecord.error(original, error);
      add(admission, Namespace.DESTINATION, destinationId, record);
    }
  }

  /** Why a destination left an event out. */
  public void skip(String destinationId, byte[] original, String skip) {
    Admission admission = admit(destinationId, false);
    if (admission != Admission.NOWHERE) {
      CacheRecord record = CacheRecord.skip(original, skip);
      add(admission, Namespace.DESTINATION, destinationId, record);
    }
  }

  /**
   * Newest first for each id; an id whose records cannot be read has none, as have all while Redis
   * is away. Waits for Redis; never throws.
   */
  public CachePage read(CacheQuery query) {
    return reader.page(query, clock.millis());
  }

  /**
   * Records of all ids that are asked for, the oldest first. Waits for Redis.
   *
   * @param after only those whose place is greater
   * @param upTo and of these none whose place is greater than this
   * @param most so many at once
   * @throws RedisUnavailableException while Redis is away
   */
  public Backlog backlog(CacheFilter filter, long after, long upTo, int most) {
    return reader.backlog(filter, after, upTo, most);
  }

  /**
   * Tells of every record that the filter takes, in the order of their places, when it is in Redis.
   */
  public Following follow(CacheFilter filter, Follower follower) {
    return followers.add(filter, follower);
  }

  /** Every record that is stored, as it lies in Redis, with the name of its list. */
  public void forEach(BiConsumer<String, String> each) {
    reader.forEachList(
        list -> redis.listRange(list, 0, -1).forEach(element -> each.accept(list, element)));
  }

  /**
   * Removes the records whose stored form the predicate takes, also those that wait to be written.
   * Nothing of what was told to the cache before this call is left then.
   *
   * @return how many were in Redis
   * @throws RedisUnavailableException while Redis is away; some may be removed then
   */
  public long remove(Predicate<String> elements) {
    if (settings.off()) {
      return 0;
    }
    try {
      return writer
          .between(
              () -> {
                writer.drop(elements);
                AtomicLong removed = new AtomicLong();
                reader.forEachList(
                    list ->
                        removed.addAndGet(
                            redis.listRemove(
                                list,
                                redis.listRange(list, 0, -1).stream().filter(elements).toList())));
                return removed.get();
              })
          .get(LONGEST_REMOVAL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while records are removed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("records of the cache cannot be removed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("nobody writes the events cache", e);
    }
  }

  /** Records that did not get to Redis since the start. */
  public long dropped() {
    return writer.dropped();
  }

  /**
   * Throws JITSU-0630 while records are dropped, because Redis does not take them or nobody writes.
   */
  public void check() {
    if (writer.dead()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0630",
              "the thread that writes the events cache has ended; dropped " + dropped() + " so far",
              "thread events-cache",
              "events are not affected; restart the server, and report what its log says"));
    }
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

  private Admission admit(String id, boolean error) {
    return settings.off() ? Admission.NOWHERE : limiters.admit(id, error, clock.millis());
  }

  private void add(Admission admission, Namespace namespace, String id, CacheRecord content) {
    Instant now = clock.instant();
    if (admission.toAll()) {
      writer.add(new CacheWriter.Waiting(namespace, id, false, content, now));
    }
    if (admission.toErrors()) {
      writer.add(new CacheWriter.Waiting(namespace, id, true, content, now));
    }
  }
}

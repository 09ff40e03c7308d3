package com.jitsu.lite.api;

import com.jitsu.lite.cache.Backlog;
import com.jitsu.lite.cache.CacheFilter;
import com.jitsu.lite.cache.CachedEvent;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.cache.Follower;
import com.jitsu.lite.cache.Following;
import com.jitsu.lite.http.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of the cache to one client, each once and in order.
 *
 * <p>Who asks for the past gets it round by round: what Redis holds up to the record that was
 * written last when the round began, as fast as the client reads. Records that come meanwhile wait
 * here; when they become too many they are left for another round. Then every record is passed on
 * as it comes, and a client that cannot follow is told how many it missed.
 */
final class CacheStream {

  private static final Logger log = LoggerFactory.getLogger(CacheStream.class);

  private static final int PER_ROUND = 500;
  private static final int MOST_WAITING = 1_000;

  private final EventsCache cache;
  private final CacheFilter filter;
  private final EventStream stream;
  private final Executor reader;
  private final Following following;
  // Guarded by this.
  private final List<CachedEvent> arrived = new ArrayList<>();
  private boolean tooMany;
  private boolean live;
  private boolean lost;

  CacheStream(EventsCache cache, CacheFilter filter, EventStream stream, Executor reader) {
    this.cache = cache;
    this.filter = filter;
    this.stream = stream;
    this.reader = reader;
    this.following = cache.follow(filter, new Arrivals());
  }

  /**
   * @param last the place of the record that the client saw last; null: none
   * @param since where it wants to begin if it saw none; null: with what comes
   */
  void begin(@Nullable Long last, @Nullable Long since) {
    stream.whenClosed(following::close);
    if (last != null) {
      later(() -> round(last, null, true));
    } else if (since != null) {
      later(() -> round(since, null, false));
    } else {
      synchronized (this) {
        passArrived();
      }
    }
  }

  private final class Arrivals implements Follower {

    @Override
    public void stored(CachedEvent event) {
      synchronized (CacheStream.this) {
        if (live) {
          pass(event);
        } else if (arrived.size() < MOST_WAITING) {
          arrived.add(event);
        } else {
          tooMany = true;
        }
      }
    }

    @Override
    public void lost() {
      synchronized (CacheStream.this) {
        if (live) {
          tellGap();
        } else {
          lost = true;
        }
      }
    }
  }

  /** How many nobody knows. */
  private void tellGap() {
    stream.send(null, "gap", "{\"missed\":null}".getBytes(StandardCharsets.UTF_8));
  }

  private void passArrived() {
    live = true;
    if (lost) {
      tellGap();
    }
    arrived.forEach(this::pass);
    arrived.clear();
  }

  private void pass(CachedEvent event) {
    stream.send(event.timestamp(), null, event.bytes());
  }

  /**
   * @param before what the round before read; null: this is the first
   * @param tellLacking whether the client was there before, so that the first may tell of a gap
   */
  private void round(long after, @Nullable Backlog before, boolean tellLacking) {
    long upTo =
        following.pause(
            () -> {
              synchronized (this) {
                arrived.clear();
                tooMany = false;
              }
            });
    Backlog backlog = cache.backlog(filter, after, upTo, PER_ROUND);
    if (before == null ? tellLacking && backlog.lacking() : backlog.lackingSince(before)) {
      tellGap();
    }
    List<CachedEvent> events = backlog.events();
    long reached = backlog.more() ? events.get(events.size() - 1).place() : Math.max(after, upTo);
    pass(events.iterator(), null, reached, backlog);
  }

  private void pass(
      Iterator<CachedEvent> events, @Nullable CachedEvent first, long reached, Backlog backlog) {
    CachedEvent event = first;
    while (event != null || events.hasNext()) {
      CachedEvent next = event == null ? events.next() : event;
      event = null;
      if (!stream.offer(next.timestamp(), null, next.bytes())) {
        stream.whenRoom(() -> later(() -> pass(events, next, reached, backlog)));
        return;
      }
    }
    if (backlog.more() || !goLive()) {
      later(() -> round(reached, backlog, true));
    }
  }

  private synchronized boolean goLive() {
    if (tooMany) {
      return false;
    }
    passArrived();
    return true;
  }

  /** When Redis is away the client comes again, by itself, and says where it was. */
  private void later(Runnable work) {
    reader.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            log.warn("a stream of the events cache ends: {}", e.getMessage());
            stream.end();
          }
        });
  }
}

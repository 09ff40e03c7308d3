package com.jitsu.lite.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want every record as soon as it is in Redis. */
final class Followers {

  private static final Logger log = LoggerFactory.getLogger(Followers.class);

  private final List<Subscription> followers = new ArrayList<>();
  private long published;

  private static final class Subscription {

    private final CacheFilter filter;
    private final @Nullable Set<String> ids;
    private final Follower follower;
    private boolean knowsOfLoss;

    Subscription(CacheFilter filter, Follower follower) {
      List<String> asked = filter.ids();
      this.filter = filter;
      this.ids = asked == null ? null : Set.copyOf(asked);
      this.follower = follower;
    }

    boolean takes(Stored record) {
      return filter.namespace() == record.namespace()
          && filter.errorsOnly() == record.errors()
          && (ids == null || ids.contains(record.id()));
    }
  }

  /** A record in one list of Redis. */
  record Stored(Namespace namespace, String id, boolean errors, long place, String element) {}

  synchronized Following add(CacheFilter filter, Follower follower) {
    Subscription subscription = new Subscription(filter, follower);
    followers.add(subscription);
    return new Following() {
      @Override
      public long pause(Runnable meanwhile) {
        synchronized (Followers.this) {
          meanwhile.run();
          return published;
        }
      }

      @Override
      public void close() {
        synchronized (Followers.this) {
          followers.remove(subscription);
        }
      }
    };
  }

  /** Everything up to this place is in Redis already. */
  synchronized void begin(long place) {
    published = place;
  }

  /** Tells of records that are in Redis now; their places rise. */
  synchronized void publish(List<Stored> records) {
    for (Stored record : records) {
      published = record.place();
      CachedEvent event = null;
      for (Subscription each : followers) {
        if (each.takes(record)) {
          try {
            event = event == null ? CachedEvent.read(record.element()) : event;
            each.knowsOfLoss = false;
            if (each.filter.takes(event)) {
              each.follower.stored(event);
            }
          } catch (RuntimeException | Error e) {
            log.error("a record was not passed on, place={}", record.place(), e);
          }
        }
      }
    }
  }

  /** Tells, once until records come again, that these may or may not be in Redis. */
  synchronized void lost(List<Stored> records) {
    for (Subscription each : followers) {
      if (!each.knowsOfLoss && records.stream().anyMatch(each::takes)) {
        each.knowsOfLoss = true;
        try {
          each.follower.lost();
        } catch (RuntimeException | Error e) {
          log.error("a loss was not told", e);
        }
      }
    }
  }
}

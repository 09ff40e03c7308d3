package com.jitsu.lite.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want every record as soon as it is in Redis. */
final class Followers {

  private static final Logger log = LoggerFactory.getLogger(Followers.class);

  private final List<Follower> followers = new ArrayList<>();
  private long published;

  private record Follower(
      CacheFilter filter, @Nullable Set<String> ids, Consumer<CachedEvent> each) {

    boolean takes(Stored record) {
      return filter.namespace() == record.namespace()
          && filter.errorsOnly() == record.errors()
          && (ids == null || ids.contains(record.id()));
    }
  }

  /** A record in one list of Redis. */
  record Stored(Namespace namespace, String id, boolean errors, long place, String element) {}

  synchronized Following add(CacheFilter filter, Consumer<CachedEvent> each) {
    List<String> ids = filter.ids();
    Follower follower = new Follower(filter, ids == null ? null : Set.copyOf(ids), each);
    followers.add(follower);
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
          followers.remove(follower);
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
      for (Follower follower : followers) {
        if (follower.takes(record)) {
          try {
            event = event == null ? CachedEvent.read(record.element()) : event;
            if (follower.filter().takes(event)) {
              follower.each().accept(event);
            }
          } catch (RuntimeException e) {
            log.error("a record was not passed on, place={}", record.place(), e);
          }
        }
      }
    }
  }
}

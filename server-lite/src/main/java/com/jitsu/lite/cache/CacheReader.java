package com.jitsu.lite.cache;

import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the lists in Redis. What cannot be read of an id hides that id's records only. */
final class CacheReader {

  private static final Logger log = LoggerFactory.getLogger(CacheReader.class);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final Limiters limiters;
  private final WrittenPlaces written;
  private volatile long forgottenBefore = Long.MIN_VALUE;

  CacheReader(RedisStore redis, CacheSettings settings, Limiters limiters, WrittenPlaces written) {
    this.written = written;
    this.redis = redis;
    this.settings = settings;
    this.limiters = limiters;
  }

  /** Newest first for each id. Never throws: while Redis is away there are no records. */
  CachePage page(CacheQuery query, long now) {
    CacheFilter filter = query.filter();
    if (settings.off() || filter.isEmpty()) {
      return CachePage.EMPTY;
    }
    long total = 0;
    long limited = 0;
    boolean away = false;
    List<CachedEvent> events = new ArrayList<>();
    for (String id : ids(filter)) {
      limited += limiters.refusedInLastMinute(id, filter.errorsOnly(), now);
      if (away) {
        continue;
      }
      try {
        String list = list(filter.namespace(), id, filter.errorsOnly());
        total += redis.listLength(list);
        events.addAll(newestFirst(list, query));
      } catch (RedisUnavailableException e) {
        // The next id would wait as long, in vain.
        away = true;
        log.warn("events cache unreadable: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.warn("events cache of {} {} unreadable: {}", filter.namespace(), id, e.getMessage());
      }
    }
    return new CachePage(
        total,
        limited,
        settings.size(),
        settings.window().toSeconds(),
        events.stream().map(CachedEvent::json).toList());
  }

  private List<CachedEvent> newestFirst(String list, CacheQuery query) {
    CacheFilter filter = query.filter();
    long last = filter.looksInside() ? -1 : query.limit() - 1L;
    return redis.listRange(list, 0, last).stream()
        .map(CachedEvent::read)
        .filter(filter::takes)
        .limit(query.limit())
        .toList();
  }

  /**
   * Records over all ids, oldest first.
   *
   * <p>Of a list that begins later than what was asked for: if it is full, something was before; if
   * this server wrote something before, that is lost; and what was written before this server
   * started may have ended with its time to live.
   *
   * @param after only those with a greater place
   * @param upTo and of these none with a greater one
   * @throws RedisUnavailableException while Redis is away
   */
  Backlog backlog(CacheFilter filter, long after, long upTo, int most) {
    if (settings.off() || filter.isEmpty()) {
      return Backlog.EMPTY;
    }
    List<CachedEvent> found = new ArrayList<>();
    Map<String, Long> oldest = new HashMap<>();
    Set<String> lacking = new HashSet<>();
    for (String id : idsToFollow(filter)) {
      LongPredicate losses = written.losses(filter, id, after);
      List<String> elements =
          redis.listRange(list(filter.namespace(), id, filter.errorsOnly()), 0, -1);
      try {
        List<CachedEvent> later = later(elements, after);
        long begins = elements.isEmpty() ? Long.MAX_VALUE : oldest(elements);
        if (!elements.isEmpty()) {
          oldest.put(id, begins);
        }
        boolean full = elements.size() >= settings.size();
        if (later.size() == elements.size()
            && (full || losses.test(begins) || after < forgottenBefore)) {
          lacking.add(id);
        }
        later.stream()
            .filter(event -> event.place() <= upTo && filter.takes(event))
            .forEach(found::add);
      } catch (RuntimeException e) {
        unreadable(id, e);
        lacking.add(id);
      }
    }
    found.sort(Comparator.comparingLong(CachedEvent::place));
    boolean more = found.size() > most;
    return new Backlog(more ? found.subList(0, most) : found, more, oldest, lacking);
  }

  private Set<String> idsToFollow(CacheFilter filter) {
    List<String> asked = filter.ids();
    if (asked != null) {
      return new TreeSet<>(asked);
    }
    // A flush takes the known ids away too; what it took of them must not go unnoticed.
    Set<String> ids = written.ids(filter.namespace(), filter.errorsOnly());
    ids.addAll(redis.setMembers(RedisKeys.eventsCacheIds(filter.namespace().text())));
    return ids;
  }

  private static long oldest(List<String> newestFirst) {
    return CachedEvent.read(newestFirst.get(newestFirst.size() - 1)).place();
  }

  private static void unreadable(String id, RuntimeException e) {
    log.warn("events cache of {} unreadable: {}", id, e.getMessage());
  }

  private static List<CachedEvent> later(List<String> newestFirst, long after) {
    List<CachedEvent> later = new ArrayList<>();
    for (String element : newestFirst) {
      CachedEvent event = CachedEvent.read(element);
      if (event.place() <= after) {
        break;
      }
      later.add(event);
    }
    return later;
  }

  /**
   * Remembers what is there when the server starts.
   *
   * @param now a place
   * @return the greatest place of a stored record; 0 if there is none that can be read
   */
  long begin(long now) {
    Duration ttl = settings.ttl();
    forgottenBefore = ttl == null ? Long.MIN_VALUE : now - ttl.toNanos() / 1_000;
    long newest = 0;
    for (Namespace namespace : Namespace.values()) {
      for (String id : redis.setMembers(RedisKeys.eventsCacheIds(namespace.text()))) {
        for (boolean errors : new boolean[] {false, true}) {
          for (String element : redis.listRange(list(namespace, id, errors), 0, 0)) {
            newest = Math.max(newest, found(namespace, id, errors, element));
          }
        }
      }
    }
    return newest;
  }

  /** The names of all lists that ever had a record. */
  void forEachList(Consumer<String> each) {
    for (Namespace namespace : Namespace.values()) {
      for (String id : redis.setMembers(RedisKeys.eventsCacheIds(namespace.text()))) {
        each.accept(list(namespace, id, false));
        each.accept(list(namespace, id, true));
      }
    }
  }

  private long found(Namespace namespace, String id, boolean errors, String element) {
    try {
      long place = CachedEvent.read(element).place();
      written.add(namespace, id, errors, place);
      return place;
    } catch (RuntimeException e) {
      unreadable(id, e);
      return 0;
    }
  }

  private List<String> ids(CacheFilter filter) {
    List<String> asked = filter.ids();
    if (asked != null) {
      return asked;
    }
    try {
      return List.copyOf(
          new TreeSet<>(redis.setMembers(RedisKeys.eventsCacheIds(filter.namespace().text()))));
    } catch (RuntimeException e) {
      log.warn("events cache unreadable: {}", e.getMessage());
      return List.of();
    }
  }

  static String list(Namespace namespace, String id, boolean errors) {
    return errors
        ? RedisKeys.eventsCacheErrors(namespace.text(), id)
        : RedisKeys.eventsCache(namespace.text(), id);
  }
}

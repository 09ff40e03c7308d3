package com.jitsu.lite.cache;

import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the lists in Redis. What cannot be read of an id hides that id's records only. */
final class CacheReader {

  private static final Logger log = LoggerFactory.getLogger(CacheReader.class);

  private final RedisStore redis;
  private final CacheSettings settings;
  private final Limiters limiters;

  CacheReader(RedisStore redis, CacheSettings settings, Limiters limiters) {
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
   * @param after only those with a greater place
   * @param upTo and of these none with a greater one
   * @throws RedisUnavailableException while Redis is away
   */
  Backlog backlog(CacheFilter filter, long after, long upTo, int most) {
    if (settings.off()) {
      return new Backlog(List.of(), false, false);
    }
    List<CachedEvent> found = new ArrayList<>();
    boolean lacking = false;
    for (String id : new TreeSet<>(ids(filter))) {
      List<String> elements =
          redis.listRange(list(filter.namespace(), id, filter.errorsOnly()), 0, -1);
      List<CachedEvent> later = later(id, elements, after);
      // A full list that begins later may have begun earlier.
      lacking |= elements.size() >= settings.size() && later.size() == elements.size();
      later.stream()
          .filter(event -> event.place() <= upTo && filter.takes(event))
          .forEach(found::add);
    }
    found.sort(Comparator.comparingLong(CachedEvent::place));
    boolean more = found.size() > most;
    return new Backlog(more ? found.subList(0, most) : found, more, lacking);
  }

  private static List<CachedEvent> later(String id, List<String> newestFirst, long after) {
    List<CachedEvent> later = new ArrayList<>();
    try {
      for (String element : newestFirst) {
        CachedEvent event = CachedEvent.read(element);
        if (event.place() <= after) {
          break;
        }
        later.add(event);
      }
      return later;
    } catch (RuntimeException e) {
      log.warn("events cache of {} unreadable: {}", id, e.getMessage());
      return List.of();
    }
  }

  /** The greatest place of a stored record; 0 if there is none that can be read. */
  long newest() {
    long newest = 0;
    for (Namespace namespace : Namespace.values()) {
      for (String id : redis.setMembers(RedisKeys.eventsCacheIds(namespace.text()))) {
        for (boolean errors : new boolean[] {false, true}) {
          for (CachedEvent event :
              later(id, redis.listRange(list(namespace, id, errors), 0, 0), newest)) {
            newest = Math.max(newest, event.place());
          }
        }
      }
    }
    return newest;
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

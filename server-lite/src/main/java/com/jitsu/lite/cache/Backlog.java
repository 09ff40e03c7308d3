package com.jitsu.lite.cache;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the cache still holds of the past.
 *
 * @param events the oldest first
 * @param more whether there are later ones that were not asked for
 * @param oldest by id, the place of the oldest record that is there, whether it was asked for or
 *     not
 * @param lackingIds those of which there may have been earlier records, that were asked for and
 *     that the cache has given up
 */
public record Backlog(
    List<CachedEvent> events, boolean more, Map<String, Long> oldest, Set<String> lackingIds) {

  static final Backlog EMPTY = new Backlog(List.of(), false, Map.of(), Set.of());

  public Backlog {
    events = List.copyOf(events);
    oldest = Map.copyOf(oldest);
    lackingIds = Set.copyOf(lackingIds);
  }

  /** Whether there may have been earlier records that the cache has given up. */
  public boolean lacking() {
    return !lackingIds.isEmpty();
  }

  /** Whether it may have given up some of them after an earlier part was read. */
  public boolean lackingSince(Backlog earlier) {
    return lackingIds.stream()
        .anyMatch(id -> !oldest.containsKey(id) || !oldest.get(id).equals(earlier.oldest.get(id)));
  }
}

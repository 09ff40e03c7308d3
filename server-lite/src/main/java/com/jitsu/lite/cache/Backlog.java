package com.jitsu.lite.cache;

import java.util.List;

/**
 * What the cache still holds of the past.
 *
 * @param events the oldest first
 * @param more whether there are later ones that were not asked for
 * @param lacking whether there may have been earlier ones that the cache has given up
 */
public record Backlog(List<CachedEvent> events, boolean more, boolean lacking) {

  public Backlog {
    events = List.copyOf(events);
  }
}

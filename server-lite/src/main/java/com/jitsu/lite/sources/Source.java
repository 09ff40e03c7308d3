package com.jitsu.lite.sources;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A site, an app, a service that sends events. Its id is what the events cache and the journal know
 * of a key.
 *
 * @param origins pages that may send, on Classic's routes read answers, {@code
 *     https://*.shop.example}; empty: all
 * @param domains hosts by which it is found without a key, unless it is strict
 * @param strict whether every event needs a key
 * @param destinations ids of those that take its events; empty: its events are not kept
 */
public record Source(
    String id,
    String name,
    List<String> origins,
    List<String> domains,
    boolean strict,
    Set<String> destinations) {

  public Source {
    requireNonNull(id);
    requireNonNull(name);
    origins = List.copyOf(origins);
    domains = List.copyOf(domains);
    destinations = Set.copyOf(destinations);
  }

  /** Whether a page of this origin may send, or on Classic's routes read what is answered. */
  public boolean allows(String origin) {
    return origins.isEmpty() || origins.stream().anyMatch(pattern -> matches(pattern, origin));
  }

  /** {@code *} stands for any text; a pattern without a scheme is compared with the host. */
  private static boolean matches(String pattern, String origin) {
    String text = pattern.contains("://") || pattern.equals("*") ? origin : host(origin);
    String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
    String rest = text.toLowerCase(Locale.ROOT);
    if (parts.length == 1) {
      return rest.equals(parts[0]);
    }
    if (!rest.startsWith(parts[0])) {
      return false;
    }
    rest = rest.substring(parts[0].length());
    for (int i = 1; i < parts.length - 1; i++) {
      int found = rest.indexOf(parts[i]);
      if (found < 0) {
        return false;
      }
      rest = rest.substring(found + parts[i].length());
    }
    return rest.endsWith(parts[parts.length - 1]);
  }

  private static String host(String origin) {
    return origin.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst(":\\d+$", "");
  }
}

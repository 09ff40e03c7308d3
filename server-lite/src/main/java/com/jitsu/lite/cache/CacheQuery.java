package com.jitsu.lite.cache;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/v1/events/cache} asks for.
 *
 * @param ids in the order of the answer, duplicates twice; null: all that are known
 * @param errorsOnly whether to read the lists of what went wrong
 * @param limit records per id
 */
public record CacheQuery(
    Namespace namespace, @Nullable List<String> ids, boolean errorsOnly, int limit) {

  private static final int DEFAULT_LIMIT = 100;

  public CacheQuery {
    requireNonNull(namespace);
    ids = ids == null ? null : List.copyOf(ids);
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is positive");
    }
  }

  /**
   * From the parameters of the request, null where absent. Present but empty {@code ids} ask for
   * nothing, whatever the others say.
   *
   * @throws IllegalArgumentException whose message is the answer's
   */
  public static CacheQuery parse(
      @Nullable String ids,
      @Nullable String namespace,
      @Nullable String status,
      @Nullable String limit,
      CacheSettings settings) {
    if (ids != null && ids.isEmpty()) {
      return new CacheQuery(Namespace.DESTINATION, List.of(), false, DEFAULT_LIMIT);
    }
    return new CacheQuery(
        namespace(namespace),
        ids == null ? null : Arrays.asList(ids.split(",", -1)),
        errorsOnly(status),
        limit(limit, settings));
  }

  private static Namespace namespace(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Namespace.DESTINATION;
    }
    for (Namespace namespace : Namespace.values()) {
      if (namespace.text().equals(text)) {
        return namespace;
      }
    }
    throw new IllegalArgumentException(
        "namespace query parameter can be only 'token' or 'destination'. Current value: " + text);
  }

  private static boolean errorsOnly(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    if (text.equals("error")) {
      return true;
    }
    throw new IllegalArgumentException(
        "status query parameter can be only \"error\" or not specified. Current value: " + text);
  }

  private static int limit(@Nullable String text, CacheSettings settings) {
    if (text == null || text.isEmpty()) {
      return settings.off() ? DEFAULT_LIMIT : Math.min(DEFAULT_LIMIT, settings.size());
    }
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("limit must be int", e);
    }
    int greatest = settings.off() ? Integer.MAX_VALUE : settings.size();
    if (limit < 1 || limit > greatest) {
      throw new IllegalArgumentException(
          "limit must be from 1 to " + greatest + ". Current value: " + limit);
    }
    return limit;
  }
}

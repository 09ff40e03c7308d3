package com.jitsu.lite.cache;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/v1/events/cache} asks for.
 *
 * @param limit records per id, of those that the filter takes
 */
public record CacheQuery(CacheFilter filter, int limit) {

  private static final int DEFAULT_LIMIT = 100;

  public CacheQuery {
    requireNonNull(filter);
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
      Function<String, @Nullable String> parameter, CacheSettings settings) {
    CacheFilter filter = CacheFilter.parse(parameter);
    return new CacheQuery(
        filter, filter.isEmpty() ? DEFAULT_LIMIT : limit(parameter.apply("limit"), settings));
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

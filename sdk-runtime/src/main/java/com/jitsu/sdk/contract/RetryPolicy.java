package com.jitsu.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often, and how long after each failure, what threw a {@code RetryError} is done again. From
 * CONTRACT A.8.
 *
 * @param retries at most; never above {@link #MOST_RETRIES}
 * @param delayMinutes before the first, second … try; the last one also counts for all that follow
 */
public record RetryPolicy(int retries, List<Double> delayMinutes) {

  public static final int MOST_RETRIES = 3;

  /** A day. */
  private static final double MOST_MINUTES = 1_440;

  private static final List<Double> STANDARD_MINUTES = List.of(10.0, 100.0, 1_000.0);

  public RetryPolicy {
    if (retries < 0 || retries > MOST_RETRIES || delayMinutes.isEmpty()) {
      throw new IllegalArgumentException("not a retry policy: " + retries + " " + delayMinutes);
    }
    delayMinutes = List.copyOf(delayMinutes);
  }

  /** Three times: after 10, 100 and 1,000 minutes. */
  public static RetryPolicy standard() {
    return new RetryPolicy(MOST_RETRIES, STANDARD_MINUTES);
  }

  /**
   * Reads {@code config.retryPolicy}, {@code {"retries": 2, "delays": [1, 5]}}; it can only lower
   * the number of retries, and no delay is longer than a day. What it leaves out, or gets wrong, is
   * as in {@link #standard}.
   *
   * @param json empty for none
   */
  public static RetryPolicy read(String json) {
    if (json.isEmpty()) {
      return standard();
    }
    JsonNode given = Json.parse(json);
    List<Double> minutes = new ArrayList<>();
    for (JsonNode delay : given.path("delays")) {
      if (delay.isNumber() && delay.doubleValue() >= 0) {
        minutes.add(Math.min(delay.doubleValue(), MOST_MINUTES));
      }
    }
    JsonNode retries = given.path("retries");
    return new RetryPolicy(
        retries.isNumber() ? Math.max(0, Math.min(retries.intValue(), MOST_RETRIES)) : MOST_RETRIES,
        minutes.isEmpty() ? STANDARD_MINUTES : minutes);
  }

  /**
   * How long to wait.
   *
   * @param attempt from 1, the first retry
   */
  public Duration delay(int attempt) {
    double minutes = delayMinutes.get(Math.min(attempt, delayMinutes.size()) - 1);
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

/**
 * One call of {@code metrics.status(component, status, errorType).inc(value)}.
 *
 * @param errorType empty when none was given
 */
public record Metric(String component, String status, String errorType, double value) {

  public Metric {
    requireNonNull(component);
    requireNonNull(status);
    requireNonNull(errorType);
  }
}

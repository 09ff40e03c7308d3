package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.LogLine;
import java.time.Duration;
import java.util.List;

/** What one run of a transformation function gave. */
public record EventReport(
    EventOutcome outcome, List<LogLine> logs, List<Metric> metrics, Duration took) {

  public EventReport {
    requireNonNull(outcome);
    requireNonNull(took);
    logs = List.copyOf(logs);
    metrics = List.copyOf(metrics);
  }
}

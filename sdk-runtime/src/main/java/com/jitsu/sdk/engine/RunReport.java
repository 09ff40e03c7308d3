package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.LogLine;
import java.time.Duration;
import java.util.List;

/** What one run gave: its outcome, its log in order, the wall-clock time it took. */
public record RunReport(Outcome outcome, List<LogLine> logs, List<Metric> metrics, Duration took) {

  public RunReport {
    requireNonNull(outcome);
    requireNonNull(took);
    logs = List.copyOf(logs);
    metrics = List.copyOf(metrics);
  }
}

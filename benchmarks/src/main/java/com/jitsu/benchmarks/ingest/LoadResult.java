package com.jitsu.benchmarks.ingest;

import static java.util.Objects.requireNonNull;

import com.jitsu.benchmarks.server.LatencyHistogram;

/**
 * What became of the requests of a load: {@code sent = stored + refused + wrong + broken +
 * unanswered}.
 *
 * @param eventsOfEach events in a request
 * @param seconds from the first request to the last answer, or to the last that fell due
 * @param sent requests of which at least a byte was written
 * @param unsent requests that were given up before
 * @param stored answered 200 with the body that says so
 * @param refused answered 503 with {@code Retry-After}
 * @param wrong answered otherwise
 * @param broken their connection ended before the answer
 * @param unanswered still waiting when the driver stopped waiting
 * @param firstWrong the first wrong answer's beginning, or how the first connection broke; or empty
 * @param latency of stored requests, from when they were due (closed: sent) to the answer
 * @param driverSeconds what the processors spent on the driver's process
 */
public record LoadResult(
    int eventsOfEach,
    double seconds,
    long sent,
    long unsent,
    long stored,
    long refused,
    long wrong,
    long broken,
    long unanswered,
    String firstWrong,
    LatencyHistogram latency,
    double driverSeconds) {

  public LoadResult {
    requireNonNull(firstWrong);
    requireNonNull(latency);
  }

  /** Acknowledged events per second. */
  public double eventsPerSecond() {
    return storedEvents() / seconds;
  }

  public long storedEvents() {
    return stored * eventsOfEach;
  }

  public double millisAt(double part) {
    return latency.nanosAt(part) / 1e6;
  }

  /** Requests that were neither stored nor refused as they should be. */
  public long failed() {
    return wrong + broken + unanswered;
  }
}

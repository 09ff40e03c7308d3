package com.jitsu.sdk.engine;

import java.time.Duration;

/**
 * What one run of a function may use. Start from {@link #test} or {@link #live} and change what
 * differs.
 *
 * @param time wall-clock time from the call to the settled result
 * @param memoryBytes that the run may keep on the heap; see docs/decisions
 * @param statements that the run may execute; 0 for any number, since counting slows
 * @param logLines kept of a run; what is logged beyond is counted and dropped
 * @param logBytes kept of all its lines together
 * @param resultBytes of the result as JSON in UTF-8
 * @param fetches calls of {@code context.fetch}
 * @param fetchBodyBytes of one request's and of one reply's body
 * @param fetchTime of one fetch, to the last byte
 * @param storeValueBytes of one stored value as JSON in UTF-8
 * @param queryTime of one statement on a warehouse
 * @param queryRows of one statement's answer
 */
public record Limits(
    Duration time,
    long memoryBytes,
    long statements,
    int logLines,
    long logBytes,
    long resultBytes,
    int fetches,
    long fetchBodyBytes,
    Duration fetchTime,
    long storeValueBytes,
    Duration queryTime,
    int queryRows) {

  private static final long MEGABYTE = 1024 * 1024;

  public Limits {
    positive("time", time.toNanos());
    positive("fetchTime", fetchTime.toNanos());
    positive("queryTime", queryTime.toNanos());
    positive("memoryBytes", memoryBytes);
    positive("logLines", logLines);
    positive("logBytes", logBytes);
    positive("resultBytes", resultBytes);
    positive("fetchBodyBytes", fetchBodyBytes);
    positive("storeValueBytes", storeValueBytes);
    positive("queryRows", queryRows);
    if (statements < 0 || fetches < 0) {
      throw new IllegalArgumentException("a count cannot be negative");
    }
  }

  /** For fixtures: 5 seconds, as CONTRACT A.11 has for test runs. */
  public static Limits test() {
    return of(Duration.ofSeconds(5));
  }

  /** For the server: 60 seconds, as CONTRACT A.11 has for live runs. */
  public static Limits live() {
    return of(Duration.ofSeconds(60));
  }

  /** For a debugger: nothing that passes while a run is paused ends it. */
  static Limits debugged() {
    return of(Duration.ofDays(365)).withMemoryBytes(Long.MAX_VALUE);
  }

  public Limits withTime(Duration other) {
    return with(other, memoryBytes, statements);
  }

  public Limits withMemoryBytes(long other) {
    return with(time, other, statements);
  }

  public Limits withStatements(long other) {
    return with(time, memoryBytes, other);
  }

  private Limits with(Duration otherTime, long otherMemoryBytes, long otherStatements) {
    return new Limits(
        otherTime,
        otherMemoryBytes,
        otherStatements,
        logLines,
        logBytes,
        resultBytes,
        fetches,
        fetchBodyBytes,
        fetchTime,
        storeValueBytes,
        queryTime,
        queryRows);
  }

  private static Limits of(Duration time) {
    return new Limits(
        time,
        512 * MEGABYTE,
        0,
        1_000,
        MEGABYTE,
        10 * MEGABYTE,
        100,
        10 * MEGABYTE,
        Duration.ofSeconds(2),
        MEGABYTE,
        Duration.ofSeconds(1),
        10_000);
  }

  private static void positive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, not " + value);
    }
  }
}

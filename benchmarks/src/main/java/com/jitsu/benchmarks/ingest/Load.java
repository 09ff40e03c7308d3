package com.jitsu.benchmarks.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How requests are to be sent.
 *
 * @param perSecond requests that fall due each second, whether earlier ones are answered or not; 0:
 *     each connection sends its next when it has its answer
 * @param connections that are opened at the start
 * @param mostConnections that may be opened when a request is due and all others wait for answers
 * @param length for which requests are sent; answers may come later
 * @param patience a request that found no connection for so long is given up unsent
 */
public record Load(
    double perSecond, int connections, int mostConnections, Duration length, Duration patience) {

  private static final Duration LONG = Duration.ofHours(1);

  public Load {
    requireNonNull(length);
    requireNonNull(patience);
    if (connections < 1 || mostConnections < connections || perSecond < 0) {
      throw new IllegalArgumentException("no load: " + connections + " connections");
    }
  }

  /** As fast as answers come. */
  public static Load closed(int connections, Duration length) {
    return new Load(0, connections, connections, length, LONG);
  }

  /** On a schedule; late requests are sent late and count from when they were due. */
  public static Load open(double perSecond, int connections, Duration length) {
    return new Load(perSecond, connections, connections, length, LONG);
  }

  /** On a schedule, by as many connections as it takes up to a number. */
  public static Load flood(
      double perSecond, int mostConnections, Duration length, Duration patience) {
    return new Load(perSecond, Math.min(64, mostConnections), mostConnections, length, patience);
  }

  public boolean isClosed() {
    return perSecond == 0;
  }
}

package com.jitsu.benchmarks.ingest;

import static java.util.Objects.requireNonNull;

import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.ProcessTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A load and what it cost.
 *
 * @param serverSeconds what processors spent on the server's process
 * @param threads the same of each kind of its threads
 * @param others how many processors were busy for anything else meanwhile, on average
 */
record Measured(
    LoadResult result, double serverSeconds, Map<String, Double> threads, double others) {

  private static final Duration SLICE = Duration.ofSeconds(2);

  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(4);

  Measured {
    requireNonNull(result);
    threads = Map.copyOf(threads);
  }

  /**
   * Runs a load.
   *
   * @param pid the server's process
   */
  static Measured run(LoadDriver driver, Load load, long pid) throws IOException {
    double all = Machine.busySeconds();
    double server = ProcessTimes.of(pid);
    Map<String, Double> threads = ProcessTimes.ofThreads(pid);
    LoadResult result = driver.run(load);
    double serverSeconds = ProcessTimes.of(pid) - server;
    Map<String, Double> spent = new TreeMap<>();
    ProcessTimes.ofThreads(pid)
        .forEach(
            (kind, seconds) ->
                spent.put(kind, Math.max(0, seconds - threads.getOrDefault(kind, 0.0))));
    double others = Machine.busySeconds() - all - serverSeconds - result.driverSeconds();
    return new Measured(result, serverSeconds, spent, Math.max(0, others / result.seconds()));
  }

  /**
   * Sends as fast as answers come until so many events were stored: what compilers wait for is work
   * done, however busy the machine is. Gives up after some minutes.
   *
   * @return how many were stored
   */
  static long warmUp(LoadDriver driver, Doors doors, long events) throws IOException {
    long giveUp = System.nanoTime() + LONGEST_WARM_UP.toNanos();
    // A batch has many events, and what is compiled last is called once for each batch.
    long enough = doors.batch() > 1 ? 3 * events : events;
    long stored = 0;
    while (stored < enough && System.nanoTime() < giveUp) {
      stored += driver.run(Load.closed(doors.connections(), SLICE)).storedEvents();
    }
    return stored;
  }

  double serverMicrosPerEvent() {
    return perEvent(serverSeconds);
  }

  double driverMicrosPerEvent() {
    return perEvent(result.driverSeconds());
  }

  double perEvent(double seconds) {
    return seconds * 1e6 / Math.max(1, result.storedEvents());
  }
}

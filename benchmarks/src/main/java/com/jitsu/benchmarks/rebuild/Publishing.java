package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.ProcessTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Publishes a version and watches its rebuild from outside, phase by phase. */
final class Publishing {

  static final String BUILDER = "benchmark";

  private static final long LOOK_MILLIS = 50;

  /** Each look costs the server some milliseconds, so a long rebuild is looked at less often. */
  private static final long SLOW_LOOK_MILLIS = 500;

  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(60);

  private final LiteServer server;

  Publishing(LiteServer server) {
    this.server = server;
  }

  /**
   * What one phase took.
   *
   * @param seconds on the clock, as far as looks tell
   * @param busy seconds that processors spent on the server's process
   * @param others seconds that they spent on anything else
   * @param threads of {@code busy}, by kind of thread
   */
  record Took(double seconds, double busy, double others, Map<String, Double> threads) {

    static final Took NOTHING = new Took(0, 0, 0, Map.of());

    Took {
      threads = Map.copyOf(threads);
    }

    Took plus(Took more) {
      Map<String, Double> both = new TreeMap<>(threads);
      more.threads.forEach((kind, spent) -> both.merge(kind, spent, Double::sum));
      return new Took(seconds + more.seconds, busy + more.busy, others + more.others, both);
    }

    /** Part of all processors' time that went to the server. */
    double share() {
      return busy / seconds / Machine.processors();
    }
  }

  /** A rebuild that ended well. */
  record Rebuilt(long profiles, long failed, Took replay, Took build, Took swap) {

    /** From the first profile to the moment in which all rows show. */
    Took all() {
      return build.plus(swap);
    }
  }

  /** Publishes for the first time: the journal is read into the history, then all is built. */
  Rebuilt first(String code) throws IOException, InterruptedException {
    server.publish(BUILDER, code);
    return watch();
  }

  /** Publishes the same once more: all is built. */
  Rebuilt again() throws IOException, InterruptedException {
    server.publish(BUILDER);
    return watch();
  }

  private Rebuilt watch() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long giveUp = begun + LIMIT.toNanos();
    Map<String, Took> phases = new LinkedHashMap<>();
    Meter meter = new Meter();
    String phase = "replay";
    while (System.nanoTime() < giveUp) {
      JsonNode rebuild = server.builder(BUILDER).path("rebuild");
      String now = rebuild.path("phase").asText(phase);
      if (!now.equals(phase)) {
        Meter next = new Meter();
        phases.put(phase, next.since(meter));
        meter = next;
        phase = now;
      }
      if (phase.equals("done")) {
        return new Rebuilt(
            rebuild.path("done").asLong(),
            rebuild.path("failed").asLong(),
            phases.getOrDefault("replay", Took.NOTHING),
            phases.getOrDefault("build", Took.NOTHING),
            phases.getOrDefault("swap", Took.NOTHING));
      }
      if (phase.equals("failed")) {
        throw new BenchmarkException(
            "the rebuild failed: " + rebuild.path("problem"), "see the server's log");
      }
      Thread.sleep(System.nanoTime() - begun < SHORT.toNanos() ? LOOK_MILLIS : SLOW_LOOK_MILLIS);
    }
    throw new BenchmarkException(
        "the rebuild did not end in " + LIMIT.toMinutes() + " minutes", "see the server's log");
  }

  /** What the meters show at one moment. */
  private final class Meter {

    private final long nanos = System.nanoTime();
    private final double busy = ProcessTimes.of(server.pid());
    private final double all = Machine.busySeconds();
    private final Map<String, Double> threads = ProcessTimes.ofThreads(server.pid());

    private Meter() throws IOException {}

    private Took since(Meter before) {
      Map<String, Double> spent = new TreeMap<>();
      threads.forEach(
          (kind, seconds) ->
              spent.put(kind, Math.max(0, seconds - before.threads.getOrDefault(kind, 0.0))));
      return new Took(
          (nanos - before.nanos) / 1e9,
          busy - before.busy,
          Math.max(0, all - before.all - (busy - before.busy)),
          spent);
    }
  }
}

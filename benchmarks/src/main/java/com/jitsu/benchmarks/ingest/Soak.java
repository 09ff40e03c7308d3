package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.MemoryLog;
import com.jitsu.benchmarks.server.ServerJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The server's memory under a steady load of half its ceiling. */
final class Soak {

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int LOOKS_A_MINUTE = 6;

  private final ServerJar jar;
  private final Path folder;
  private final Plan plan;
  private final Report report;

  Soak(ServerJar jar, Path folder, Plan plan, Report report) {
    this.jar = jar;
    this.folder = folder;
    this.plan = plan;
    this.report = report;
  }

  void measure(CeilingTable ceilings, Duration length) throws IOException, InterruptedException {
    Doors doors = Doors.SINGLE;
    try (LiteServer server = LiteServer.start(jar, folder, List.of())) {
      LoadDriver driver = doors.driver(server);
      Measured.warmUp(driver, doors, plan.warmUp());
      LoadResult warm = driver.run(Load.closed(doors.connections(), plan.round()));
      double events =
          ceilings.perSecond(CeilingTable.ofServer(doors)).orElse(warm.eventsPerSecond()) / 2;
      report.progress("%,.0f events/s for %d s".formatted(events, length.toSeconds()));
      try (MemoryLog memory = MemoryLog.start(server.pid(), EVERY)) {
        LoadResult result = driver.run(Load.open(events, doors.connections(), length));
        memory.stop();
        tell(events, result);
        row("resident", "rss", memory.resident());
        row("heap in use", "heap", memory.heap());
      }
    }
  }

  private void tell(double events, LoadResult result) {
    report.section("Memory under a steady load");
    report.say(
        String.format(
            Locale.ROOT,
            "%,.0f single events/s for %.0f s: %,d stored, %d refused, %d failed; p99 %s ms, max %s ms.",
            events,
            result.seconds(),
            result.stored(),
            result.refused(),
            result.failed(),
            Report.number(result.millisAt(0.99)),
            Report.number(result.millisAt(1))));
  }

  private void row(String title, String name, List<Double> megabytes) {
    if (megabytes.isEmpty()) {
      report.say(title + ": too short to look even once.");
      return;
    }
    int minute = Math.min(LOOKS_A_MINUTE, megabytes.size());
    double first = Spread.of(megabytes.subList(0, minute)).middle();
    double last =
        Spread.of(megabytes.subList(megabytes.size() - minute, megabytes.size())).middle();
    report.say(
        "",
        "%s, MB, every %d s: %s"
            .formatted(
                title,
                EVERY.toSeconds(),
                megabytes.stream()
                    .map(value -> String.format(Locale.ROOT, "%.0f", value))
                    .collect(Collectors.joining(" "))));
    report.figure("soak_" + name + "_first_mb", title + ", median of the first minute, MB", first);
    report.figure("soak_" + name + "_last_mb", title + ", median of the last minute, MB", last);
  }
}

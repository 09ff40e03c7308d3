package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.ServerJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Twice as much as the server can take: whatever it answers, nothing that it acknowledged may be
 * missing afterwards.
 */
final class Overload {

  private static final double TIMES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LOADER = Duration.ofMinutes(10);

  private final ServerJar jar;
  private final Path folder;
  private final Plan plan;
  private final Report report;

  Overload(ServerJar jar, Path folder, Plan plan, Report report) {
    this.jar = jar;
    this.folder = folder;
    this.plan = plan;
    this.report = report;
  }

  void measure(CeilingTable ceilings) throws IOException, InterruptedException {
    report.section("Overload");
    MarkdownTable table =
        new MarkdownTable(
            "requests, twice the ceiling",
            "asked/s",
            "sent",
            "200",
            "503",
            "otherwise",
            "no answer",
            "found no connection",
            "events stored/s",
            "p99 ms");
    long acknowledged = 0;
    long uncertain = 0;
    try (LiteServer server = LiteServer.start(jar, folder, List.of())) {
      for (Doors doors : List.of(Doors.SINGLE, Doors.BATCH)) {
        LoadDriver driver = doors.driver(server);
        acknowledged += Measured.warmUp(driver, doors, plan.warmUp());
        LoadResult warm = driver.run(Load.closed(doors.connections(), plan.flood()));
        double ceiling =
            ceilings.perSecond(CeilingTable.ofServer(doors)).orElse(warm.eventsPerSecond());
        double asked = TIMES * ceiling / doors.batch();
        LoadResult flood =
            driver.run(Load.flood(asked, doors.mostConnections(), plan.flood(), PATIENCE));
        for (LoadResult each : List.of(warm, flood)) {
          acknowledged += each.storedEvents();
          uncertain += each.failed() * doors.batch();
        }
        table.row(row(doors, asked, flood));
        report.figure(
            doors.name() + "_overload_failed",
            doors.title() + ", requests at twice the ceiling without 200 or 503",
            (double) flood.failed());
      }
      report.say(table.lines());
      report.progress("waiting for the loader: %,d events".formatted(acknowledged));
      long stored = server.awaitStored(acknowledged, LOADER);
      long different = server.differentEvents();
      report.say(
          "",
          "Acknowledged %,d events, in the table %,d, all different: %s. Not acknowledged and perhaps stored: at most %,d."
              .formatted(acknowledged, stored, stored == different ? "yes" : "no", uncertain));
      long lost = Math.max(0, acknowledged - different);
      report.atMost("lost", "acknowledged events that are not stored", (double) lost, 0);
      report.atMost("twice", "events that are stored twice", (double) (stored - different), 0);
    }
  }

  private static String[] row(Doors doors, double asked, LoadResult flood) {
    return new String[] {
      doors.title(),
      String.format(Locale.ROOT, "%,.0f", asked),
      String.valueOf(flood.sent()),
      String.valueOf(flood.stored()),
      String.valueOf(flood.refused()),
      String.valueOf(flood.wrong()),
      String.valueOf(flood.broken() + flood.unanswered()),
      String.valueOf(flood.unsent()),
      String.format(Locale.ROOT, "%,.0f", flood.eventsPerSecond()),
      Report.number(flood.millisAt(0.99))
    };
  }
}

package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.ServerJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The server at its ceiling and at half of it, with all that it does behind its doors. */
final class ServerRuns {

  private static final String BUILDER =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { n } } }";
  private static final double SHOWN_MICROS = 0.1;
  private static final Duration LOADER = Duration.ofMinutes(5);

  private final ServerJar jar;
  private final Path folder;
  private final Plan plan;
  private final Report report;
  private final CeilingTable ceilings;
  private final List<Steady> steady = new ArrayList<>();
  private final Map<Doors, Measured> lastRounds = new LinkedHashMap<>();

  ServerRuns(ServerJar jar, Path folder, Plan plan, Report report, CeilingTable ceilings) {
    this.jar = jar;
    this.folder = folder;
    this.plan = plan;
    this.report = report;
    this.ceilings = ceilings;
  }

  private record Steady(String title, double asked, Measured measured) {}

  void measure(Doors doors) throws IOException, InterruptedException {
    String title = CeilingTable.ofServer(doors);
    report.progress(title);
    try (LiteServer server = LiteServer.start(jar, folder, List.of())) {
      LoadDriver driver = doors.driver(server);
      ceiling(doors, title, server, driver);
      double ceiling = ceilings.perSecond(title).orElseThrow();
      awaitLoader(title, server);
      steady("half of the ceiling", doors, ceiling / 2, server, driver);
      awaitLoader(doors.title() + ", half of the ceiling", server);
      Steady half = steady("half of what is aimed at", doors, doors.wanted() / 2, server, driver);
      report.atMost(
          doors.name() + "_p99_ms",
          "%s, p99 ms at %,.0f events/s".formatted(doors.title(), half.asked()),
          half.measured().result().millisAt(0.99),
          Doors.WANTED_P99_MILLIS);
    }
  }

  /** The same single events while a profile builder keeps its rows current. */
  void withBuilder() throws IOException, InterruptedException {
    Doors doors = Doors.SINGLE;
    String title = CeilingTable.withBuilder(doors);
    report.progress(title);
    try (LiteServer server = LiteServer.start(jar, folder, List.of())) {
      server.publish("counts", BUILDER);
      ceiling(doors, title, server, doors.driver(server));
    }
  }

  private void ceiling(Doors doors, String title, LiteServer server, LoadDriver driver)
      throws IOException {
    Load closed = Load.closed(doors.connections(), plan.round());
    Measured.warmUp(driver, doors, plan.warmUp());
    for (int round = 0; round < plan.rounds(); round++) {
      Measured measured = Measured.run(driver, closed, server.pid());
      tellFailures(title, measured.result());
      ceilings.add(title, CeilingTable.Round.of(measured));
      lastRounds.putIfAbsent(doors, measured);
    }
  }

  /** A steady load begins when nothing is left of the load before it. */
  private void awaitLoader(String title, LiteServer server)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long now = server.storedEvents();
    long all = server.awaitLoaded(LOADER);
    report.say(
        String.format(
            Locale.ROOT,
            "%s: at its end the loader had %,d events to go, of %,d; it took them in %.0f s.",
            title,
            all - now,
            all,
            (System.nanoTime() - begun) / 1e9));
  }

  private Steady steady(
      String what, Doors doors, double events, LiteServer server, LoadDriver driver)
      throws IOException {
    String title = doors.title() + ", " + what;
    report.progress(title);
    Load load = Load.open(events / doors.batch(), doors.connections(), plan.steady());
    Measured measured = Measured.run(driver, load, server.pid());
    tellFailures(title, measured.result());
    Steady one = new Steady(title, events, measured);
    steady.add(one);
    return one;
  }

  private void tellFailures(String title, LoadResult result) {
    if (result.failed() > 0) {
      report.say(
          "%s: %d requests were not answered as they should be, the first: %s"
              .formatted(title, result.failed(), result.firstWrong().strip()));
    }
  }

  void showSteady() {
    if (steady.isEmpty()) {
      return;
    }
    report.section("On a schedule");
    MarkdownTable table =
        new MarkdownTable(
            "latency in ms, from when a request was due",
            "asked/s",
            "stored/s",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            "503",
            "failed",
            "unsent",
            "server µs/event",
            "processors of others");
    for (Steady each : steady) {
      LoadResult result = each.measured().result();
      table.row(
          each.title(),
          String.format(Locale.ROOT, "%,.0f", each.asked()),
          String.format(Locale.ROOT, "%,.0f", result.eventsPerSecond()),
          Report.number(result.millisAt(0.5)),
          Report.number(result.millisAt(0.9)),
          Report.number(result.millisAt(0.99)),
          Report.number(result.millisAt(0.999)),
          Report.number(result.millisAt(1)),
          String.valueOf(result.refused()),
          String.valueOf(result.failed()),
          String.valueOf(result.unsent()),
          Report.number(each.measured().serverMicrosPerEvent()),
          Report.number(each.measured().others()));
    }
    report.say(table.lines());
  }

  /** Which of the server's threads the processors worked for, in the first round at the ceiling. */
  void showThreads() {
    if (lastRounds.isEmpty()) {
      return;
    }
    report.section("Threads at the ceiling");
    List<String> titles = new ArrayList<>(List.of("µs an event"));
    Map<String, Double> order = new TreeMap<>();
    lastRounds.forEach(
        (doors, measured) -> {
          titles.add(doors.title());
          measured
              .threads()
              .forEach(
                  (kind, seconds) -> order.merge(kind, measured.perEvent(seconds), Double::max));
        });
    MarkdownTable table = new MarkdownTable(titles.toArray(String[]::new));
    order.entrySet().stream()
        .filter(entry -> entry.getValue() >= SHOWN_MICROS)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> table.row(cells(entry.getKey())));
    report.say(table.lines());
  }

  private String[] cells(String kind) {
    List<String> cells = new ArrayList<>(List.of(kind));
    lastRounds
        .values()
        .forEach(
            measured ->
                cells.add(
                    Report.number(measured.perEvent(measured.threads().getOrDefault(kind, 0.0)))));
    return cells.toArray(String[]::new);
  }
}

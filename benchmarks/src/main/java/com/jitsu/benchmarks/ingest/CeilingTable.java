package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.server.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Who takes how much when sent as fast as answers come: medians of rounds. */
final class CeilingTable {

  static final String JETTY = "bare Jetty, our driver";
  static final String WRK = "bare Jetty, wrk";

  private final Report report;
  private final Map<String, List<Round>> rows = new LinkedHashMap<>();

  CeilingTable(Report report) {
    this.report = report;
  }

  /**
   * A round; not-a-number where something is not known.
   *
   * @param perSecond events a second
   * @param serverMicros processors' time of the server for an event
   * @param driverMicros the same of the driver
   * @param others processors that were busy for anything else
   */
  record Round(
      double perSecond,
      double p50,
      double p99,
      double serverMicros,
      double driverMicros,
      double others) {

    static Round of(Measured measured) {
      LoadResult result = measured.result();
      return new Round(
          result.eventsPerSecond(),
          result.millisAt(0.5),
          result.millisAt(0.99),
          measured.serverMicrosPerEvent(),
          measured.driverMicrosPerEvent(),
          measured.others());
    }
  }

  void add(String title, Round round) {
    rows.computeIfAbsent(title, any -> new ArrayList<>()).add(round);
    report.progress(
        String.format(
            Locale.ROOT,
            "%s: %,.0f events/s, server %s µs, driver %s µs an event",
            title,
            round.perSecond(),
            Report.number(round.serverMicros()),
            Report.number(round.driverMicros())));
  }

  /** Events a second; empty where it was not measured. */
  OptionalDouble perSecond(String title) {
    List<Round> rounds = rows.getOrDefault(title, List.of());
    return rounds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(rounds, Round::perSecond));
  }

  static String ofJournal(Doors doors) {
    return "journal alone, " + doors.title();
  }

  static String ofServer(Doors doors) {
    return "server-lite, " + doors.title();
  }

  static String withBuilder(Doors doors) {
    return ofServer(doors) + ", one live builder";
  }

  void show() {
    if (rows.isEmpty()) {
      return;
    }
    report.section("Ceilings");
    MarkdownTable table =
        new MarkdownTable(
            "as fast as answers come",
            "events/s",
            "p50 ms",
            "p99 ms",
            "server µs/event",
            "driver µs/event",
            "processors of others");
    rows.forEach(
        (title, rounds) ->
            table.row(
                title,
                String.format(Locale.ROOT, "%,.0f", median(rounds, Round::perSecond)),
                text(median(rounds, Round::p50)),
                text(median(rounds, Round::p99)),
                text(median(rounds, Round::serverMicros)),
                text(median(rounds, Round::driverMicros)),
                text(median(rounds, Round::others))));
    report.say(table.lines());
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "Medians of %d rounds; µs are processors' time. %d processors for server, driver and all others, load %.1f now.",
            rows.values().stream().mapToInt(List::size).max().orElse(0),
            Machine.processors(),
            Machine.load()));
    targets();
  }

  private void targets() {
    for (Doors doors : List.of(Doors.SINGLE, Doors.BATCH)) {
      perSecond(ofServer(doors))
          .ifPresent(
              ours -> {
                report.atLeast(
                    doors.name() + "_per_s", doors.title() + ", events/s", ours, doors.wanted());
                perSecond(ofJournal(doors))
                    .ifPresent(
                        journal ->
                            report.figure(
                                doors.name() + "_of_journal",
                                doors.title() + ", part of the journal alone",
                                ours / journal));
                if (doors.batch() == 1) {
                  ofJetty(ours, JETTY, "single_of_jetty");
                  ofJetty(ours, WRK, "single_of_jetty_wrk");
                }
              });
    }
  }

  private void ofJetty(double ours, String title, String name) {
    perSecond(title)
        .ifPresent(jetty -> report.figure(name, "single events, part of " + title, ours / jetty));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).boxed().toList()).middle();
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : Report.number(value);
  }
}

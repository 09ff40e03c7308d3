package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.engine.Side.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is asked of our engine alone: two threads, a flat heap, the first result of a version. */
final class Ours {

  private static final Cell SMALL = new Cell("closed", 10);
  private static final int HEAP_POINTS = 4;
  private static final int SETTLING = 6;

  private final Plan plan;
  private final Contenders contenders;
  private final Report report;

  Ours(Plan plan, Contenders contenders, Report report) {
    this.plan = plan;
    this.contenders = contenders;
    this.report = report;
  }

  /** Two threads with a loaded function each, against one, in turns. */
  void threads() {
    report.section("Two threads");
    MarkdownTable table =
        new MarkdownTable("thousand events a second", "one thread", "two threads", "ratio");
    List<Double> lost = new ArrayList<>();
    for (Contender each : contenders.ours()) {
      report.progress("two threads: " + each.side().title());
      each.turn(Side.CLOSED, 2, 2_000); // the second function is new
      List<Double> one = new ArrayList<>();
      List<Double> two = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; !plan.threadsEnd(round); round++) {
        Turn alone = each.turn(Side.CLOSED, 1, 2 * plan.sliceMillis());
        Turn together = each.turn(Side.CLOSED, 2, 2 * plan.sliceMillis());
        one.add(alone.rate());
        two.add(together.rate());
        lost.add((alone.lost() + together.lost()) / 2);
        ratios.add(two.get(round) / one.get(round));
      }
      double ratio = Spread.of(ratios).middle();
      table.row(
          each.side().title(),
          String.format(Locale.ROOT, "%.1f", Spread.of(one).middle() / 1_000),
          String.format(Locale.ROOT, "%.1f", Spread.of(two).middle() / 1_000),
          String.format(Locale.ROOT, "%.2f", ratio));
      report.atLeast(
          "threads2" + suffix(each), each.side().title() + ", two threads, times one", ratio, 1.8);
    }
    report.say(table.lines());
    warnOfABusyMachine(lost.isEmpty() ? 0 : Spread.of(lost).middle(), report);
  }

  /** The heap after a collection, at several points of 10,000 runs. */
  void heap() {
    report.section("Heap, MB after a collection");
    MarkdownTable table =
        new MarkdownTable("runs", "0", "2,500", "5,000", "7,500", "10,000", "growth");
    for (Contender each : contenders.ours()) {
      report.progress("heap: " + each.side().title());
      List<Double> megabytes = new ArrayList<>(List.of(settled(each)));
      for (int point = 0; point < HEAP_POINTS; point++) {
        megabytes.add(heapAfter(each, plan.heapRuns() / HEAP_POINTS));
      }
      double growth = megabytes.get(HEAP_POINTS) / megabytes.get(0);
      List<String> cells = new ArrayList<>(List.of(each.side().title()));
      megabytes.forEach(each2 -> cells.add(String.format(Locale.ROOT, "%.2f", each2)));
      cells.add(String.format(Locale.ROOT, "%.3f", growth));
      table.row(cells.toArray(String[]::new));
      report.atMost(
          "heap_growth" + suffix(each),
          each.side().title() + ", heap after 10,000 runs, times before",
          growth,
          1.05);
    }
    report.say(table.lines());
  }

  /** From the text of a version never seen before to its first result, in a warm process. */
  void firstResult() {
    report.section("First result of a new version, ms");
    MarkdownTable table = new MarkdownTable("", "median", "slowest", "versions");
    for (Contender each : contenders.ours()) {
      report.progress("first result: " + each.side().title());
      List<Double> millis = new ArrayList<>();
      for (JsonNode nanos : each.ask("first closed " + plan.versions()).path("nanos")) {
        millis.add(nanos.asDouble() / 1e6);
      }
      double median = Spread.of(millis).middle();
      table.row(
          each.side().title(),
          String.format(Locale.ROOT, "%.1f", median),
          String.format(
              Locale.ROOT,
              "%.1f",
              millis.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
          String.valueOf(millis.size()));
      report.atMost(
          "first_result" + suffix(each) + "_ms",
          each.side().title() + ", first result of a new version, ms",
          median,
          100);
    }
    report.say(table.lines());
  }

  /** Waits can be left out of the time, but not what others do to the caches meanwhile. */
  static void warnOfABusyMachine(double lost, Report report) {
    if (lost > 0.25) {
      report.say(
          "",
          String.format(
              Locale.ROOT,
              "The machine was busy, %.0f %% of the time went to others: these are rough figures, run it again when it is quiet.",
              100 * lost));
    }
  }

  /** What the measurements before have left takes a while to go. */
  private static double settled(Contender contender) {
    double before = heapAfter(contender, 1_000);
    for (int i = 0; i < SETTLING; i++) {
      double now = heapAfter(contender, 500);
      if (Math.abs(now - before) < 0.01 * before) {
        return now;
      }
      before = now;
    }
    return before;
  }

  private static double heapAfter(Contender contender, int runs) {
    String question = "heap %s %d %d".formatted(SMALL.function(), SMALL.size(), runs);
    return contender.ask(question).path("bytes").asDouble() / (1 << 20);
  }

  /** The names of JDK 17 are the plain ones. */
  private static String suffix(Contender contender) {
    return contender.side() == Side.JAVA17 ? "" : "_25";
  }
}

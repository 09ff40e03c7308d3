package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.engine.Side.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The measurements as tables and targets. */
final class SpeedTables {

  private static final List<Integer> SIZES = List.of(10, 100, 1_000);

  private final Measurements measurements;
  private final Report report;

  SpeedTables(Measurements measurements, Report report) {
    this.measurements = measurements;
    this.report = report;
  }

  void show(String function, String title) {
    List<Integer> sizes =
        SIZES.stream()
            .filter(
                size ->
                    Arrays.stream(Side.values())
                        .anyMatch(side -> measurements.has(side, new Cell(function, size))))
            .toList();
    report.section(title);
    List<String> titles = new ArrayList<>(List.of("thousand events a second"));
    sizes.forEach(size -> titles.add("%,d events".formatted(size)));
    sizes.forEach(size -> titles.add("× (b), %,d".formatted(size)));
    titles.add("target, 100");
    titles.add("bytes an event, 100");
    MarkdownTable table = new MarkdownTable(titles.toArray(String[]::new));
    for (Side side : Side.values()) {
      Cell middle = new Cell(function, 100);
      if (!measurements.has(side, middle)) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(side.title()));
      sizes.forEach(size -> cells.add(rate(side, new Cell(function, size))));
      sizes.forEach(size -> cells.add(ratio(side, new Cell(function, size))));
      double target = side.target(middle);
      cells.add(target == 0 ? "" : "≥ " + Report.number(target));
      double bytes = measurements.bytesPerEvent(side, middle).middle();
      cells.add(bytes == 0 ? "" : String.format(Locale.ROOT, "%,.0f", bytes));
      table.row(cells.toArray(String[]::new));
    }
    report.say(table.lines());
  }

  void targets() {
    for (Cell cell : List.of(Side.CLOSED, Side.OPEN)) {
      for (Side side : List.of(Side.JAVA17, Side.JAVA25)) {
        if (measurements.has(side, cell) && measurements.has(Side.TEXT, cell)) {
          report.atLeast(
              "engine" + (side == Side.JAVA17 ? 17 : 25) + "_" + cell.function(),
              side.title() + ", times (b), " + cell.function(),
              measurements.ratio(side, Side.TEXT, cell).middle(),
              side.target(cell));
        }
      }
    }
    atOnce();
  }

  /** How far (b) is from the fastest Node that was found. */
  private void atOnce() {
    if (measurements.has(Side.TEXT, Side.CLOSED)) {
      report.figure(
          "node_at_once",
          Side.TEXT_ONCE.title() + ", times (b), closed",
          measurements.ratio(Side.TEXT_ONCE, Side.TEXT, Side.CLOSED).middle());
    }
  }

  private String rate(Side side, Cell cell) {
    if (!measurements.has(side, cell)) {
      return "";
    }
    Spread rate = measurements.rate(side, cell);
    return String.format(
        Locale.ROOT, "%.1f ±%.0f %%", rate.middle() / 1_000, 100 * rate.relative());
  }

  private String ratio(Side side, Cell cell) {
    if (!measurements.has(side, cell) || !measurements.has(Side.TEXT, cell)) {
      return "";
    }
    return String.format(Locale.ROOT, "%.2f", measurements.ratio(side, Side.TEXT, cell).middle());
  }
}

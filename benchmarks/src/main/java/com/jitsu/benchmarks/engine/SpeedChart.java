package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.engine.Side.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The measurements as bars in SVG: a group for every function and size, a bar for every contender.
 */
final class SpeedChart {

  private static final List<Side> CHARTED =
      List.of(Side.HOST, Side.TEXT, Side.TEXT_ONCE, Side.JAVA17, Side.JAVA25);
  private static final int LEFT = 70;
  private static final int TOP = 90;
  private static final int HEIGHT = 300;
  private static final int BAR = 44;
  private static final int GAP = 46;

  private final Measurements measurements;
  private final List<String> shapes = new ArrayList<>();
  private final double step;
  private final double most;

  private SpeedChart(Measurements measurements, List<Group> groups) {
    this.measurements = measurements;
    double highest =
        groups.stream()
            .flatMap(group -> group.sides().stream().map(side -> height(side, group.cell())))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    this.step = step(highest);
    this.most = step * Math.ceil(highest * 1.08 / step);
  }

  private record Group(Cell cell, List<Side> sides) {}

  /** A whole SVG document. */
  static String of(Measurements measurements) {
    List<Group> groups =
        Stream.of("closed", "open")
            .flatMap(function -> Stream.of(10, 100, 1_000).map(size -> new Cell(function, size)))
            .map(cell -> new Group(cell, sides(measurements, cell)))
            .filter(group -> !group.sides().isEmpty())
            .toList();
    return new SpeedChart(measurements, groups).draw(groups);
  }

  private static List<Side> sides(Measurements measurements, Cell cell) {
    return CHARTED.stream().filter(side -> measurements.has(side, cell)).toList();
  }

  /** Of the bar or of its target, whichever is more. */
  private double height(Side side, Cell cell) {
    return Math.max(measurements.rate(side, cell).middle(), target(side, cell));
  }

  private double target(Side side, Cell cell) {
    return side.target(cell) == 0 || !measurements.has(Side.TEXT, cell)
        ? 0
        : side.target(cell) * measurements.rate(Side.TEXT, cell).middle();
  }

  private String draw(List<Group> groups) {
    int width =
        LEFT + GAP + groups.stream().mapToInt(group -> group.sides().size() * BAR + GAP).sum();
    text(LEFT, 28, "start", 18, "Events a second of one thread, 1.1 KB each");
    legend();
    for (double value = 0; value <= most + step / 2; value += step) {
      double y = y(value);
      shapes.add(
          shape("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>", LEFT, width, y, y));
      text(LEFT - 8, y + 4, "end", 12, thousands(value));
    }
    double x = LEFT + GAP / 2.0;
    for (Group group : groups) {
      double start = x;
      for (Side side : group.sides()) {
        bar(x, side, group.cell());
        x += BAR;
      }
      String caption =
          String.format(
              Locale.ROOT, "%s, %,d events", group.cell().function(), group.cell().size());
      text((start + x) / 2, TOP + HEIGHT + 22, "middle", 13, caption);
      x += GAP;
    }
    text(
        LEFT,
        TOP + HEIGHT + 48,
        "start",
        12,
        "Above a bar: thousand events a second, and how many times (b). Dashed: its target.");
    return shape(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' font-family='sans-serif'>%n<rect width='100%%' height='100%%' fill='white'/>%n",
            width, TOP + HEIGHT + 64, width, TOP + HEIGHT + 64)
        + String.join("\n", shapes)
        + "\n</svg>\n";
  }

  private void legend() {
    int x = LEFT;
    for (Side side : CHARTED) {
      shapes.add(shape("<rect x='%d' y='42' width='12' height='12' fill='%s'/>", x, side.colour()));
      text(x + 17, 52, "start", 12, side.title());
      x += 32 + 7 * side.title().length();
    }
  }

  private void bar(double x, Side side, Cell cell) {
    double rate = measurements.rate(side, cell).middle();
    shapes.add(
        shape(
            "<rect x='%.1f' y='%.1f' width='%d' height='%.1f' fill='%s'/>",
            x + 2, y(rate), BAR - 4, TOP + HEIGHT - y(rate), side.colour()));
    text(x + BAR / 2.0, y(rate) - 18, "middle", 11, thousands(rate));
    if (measurements.has(Side.TEXT, cell)) {
      double ratio = measurements.ratio(side, Side.TEXT, cell).middle();
      String times = String.format(Locale.ROOT, "× %.2f", ratio);
      text(x + BAR / 2.0, y(rate) - 5, "middle", 11, times);
    }
    double target = target(side, cell);
    if (target > 0) {
      shapes.add(
          shape(
              "<line x1='%.1f' x2='%.1f' y1='%.1f' y2='%.1f' stroke='%s' stroke-width='2' stroke-dasharray='5 3'/>",
              x - 2, x + BAR + 2, y(target), y(target), "#333"));
    }
  }

  private double y(double value) {
    return TOP + HEIGHT - HEIGHT * value / most;
  }

  private void text(double x, double y, String anchor, int size, String text) {
    shapes.add(
        shape(
            "<text x='%.1f' y='%.1f' text-anchor='%s' font-size='%d' fill='#222'>%s</text>",
            x, y, anchor, size, text));
  }

  private static String thousands(double value) {
    return String.format(
        Locale.ROOT, value < 10_000 && value > 0 ? "%.1f k" : "%.0f k", value / 1e3);
  }

  private static String shape(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** 1, 2 or 5 times a power of ten, for about six lines. */
  private static double step(double highest) {
    double rough = highest / 6;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit > 5 ? 10 : digit > 2 ? 5 : digit > 1 ? 2 : 1);
  }
}

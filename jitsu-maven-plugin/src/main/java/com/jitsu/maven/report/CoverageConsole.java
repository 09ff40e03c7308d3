package com.jitsu.maven.report;

import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Which lines the fixtures ran, as a table on the console. */
public final class CoverageConsole {

  private static final String ALL = "All files";
  private static final int MOST_RANGES = 8;

  private final Consumer<String> info;

  public CoverageConsole(Consumer<String> info) {
    this.info = info;
  }

  /**
   * Shows the table.
   *
   * @param page where the lines themselves are shown
   */
  public void show(Coverage coverage, String page) {
    int width =
        coverage.files().stream()
            .mapToInt(file -> file.source().length())
            .reduce(ALL.length(), Math::max);
    info.accept("Coverage of lines:");
    info.accept("");
    info.accept(row(width, "File", "Lines", "Covered", "%", "Not covered"));
    for (FileCoverage file : coverage.files()) {
      info.accept(row(width, file.source(), file.lines().size(), file.covered(), ranges(file)));
    }
    info.accept(row(width, ALL, coverage.lines(), coverage.covered(), ""));
    info.accept("");
    info.accept("Coverage report: " + page);
    info.accept("");
  }

  /** The files below a minimum, with the lines that did not run; for the failure of a build. */
  public static List<String> below(Coverage coverage, double minimum) {
    List<String> lines = new ArrayList<>();
    for (FileCoverage file : coverage.files()) {
      int all = file.lines().size();
      if (Percent.of(file.covered(), all) < minimum) {
        lines.add(
            file.source()
                + " has "
                + Percent.text(file.covered(), all)
                + ", not covered: "
                + String.join(", ", LineRanges.notRun(file.lines())));
      }
    }
    return lines;
  }

  /** Of all lines, those that ran. */
  public static double percent(Coverage coverage) {
    return Percent.of(coverage.covered(), coverage.lines());
  }

  /** {@link #percent} as it is shown. */
  public static String percentText(Coverage coverage) {
    return Percent.text(coverage.covered(), coverage.lines());
  }

  private static String row(int width, String file, int lines, int covered, String ranges) {
    return row(
        width,
        file,
        Integer.toString(lines),
        Integer.toString(covered),
        Percent.text(covered, lines),
        ranges);
  }

  private static String row(
      int width, String file, String lines, String covered, String percent, String ranges) {
    String format = "%-" + width + "s  %5s  %7s  %6s  %s";
    return String.format(Locale.ROOT, format, file, lines, covered, percent, ranges)
        .stripTrailing();
  }

  private static String ranges(FileCoverage file) {
    List<String> ranges = LineRanges.notRun(file.lines());
    return ranges.size() <= MOST_RANGES
        ? String.join(", ", ranges)
        : String.join(", ", ranges.subList(0, MOST_RANGES))
            + ", and "
            + (ranges.size() - MOST_RANGES)
            + " more";
  }
}

package com.jitsu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a benchmark says: shown as it comes, kept as Markdown, and ended by the targets and by one
 * line such as {@code engine17_closed=1.93 threads2=1.85}.
 */
public final class Report {

  private final PrintStream out;
  private final long start = System.nanoTime();
  private final List<String> kept = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();

  public Report(PrintStream out) {
    this.out = out;
  }

  /** What should be reached, and what was; a target that is no number is none. */
  private record Target(String name, String what, double measured, double wanted, boolean atLeast) {

    private String wish() {
      return Double.isNaN(wanted) ? "" : (atLeast ? "≥ " : "≤ ") + number(wanted);
    }

    private String verdict() {
      if (Double.isNaN(wanted)) {
        return "";
      }
      return (atLeast ? measured >= wanted : measured <= wanted) ? "met" : "missed";
    }
  }

  /** Tells what goes on now; not kept. */
  public void progress(String text) {
    out.printf("… %d s: %s%n", (System.nanoTime() - start) / 1_000_000_000, text);
  }

  public void section(String title) {
    say("", "## " + title, "");
  }

  /** Lines that are shown and kept. */
  public void say(String... lines) {
    say(List.of(lines));
  }

  public void say(List<String> lines) {
    lines.forEach(out::println);
    kept.addAll(lines);
  }

  /** A figure that should be at least so much. */
  public void atLeast(String name, String what, double measured, double wanted) {
    targets.add(new Target(name, what, measured, wanted, true));
  }

  /** A figure that should be at most so much. */
  public void atMost(String name, String what, double measured, double wanted) {
    targets.add(new Target(name, what, measured, wanted, false));
  }

  /** A figure without a target. */
  public void figure(String name, String what, double measured) {
    targets.add(new Target(name, what, measured, Double.NaN, true));
  }

  /** Shows the targets, writes the Markdown and prints the last line. */
  public void end(Path markdown) throws IOException {
    section("Targets");
    MarkdownTable table = new MarkdownTable("what", "name", "target", "measured", "");
    for (Target each : targets) {
      table.row(each.what(), each.name(), each.wish(), number(each.measured()), each.verdict());
    }
    say(table.lines());
    Files.createDirectories(markdown.toAbsolutePath().getParent());
    Files.writeString(markdown, String.join("\n", kept).strip() + "\n");
    out.println();
    out.println(lastLine());
  }

  /** All figures with their names, on one line. */
  String lastLine() {
    return targets.stream()
        .map(each -> each.name() + "=" + number(each.measured()))
        .collect(Collectors.joining(" "));
  }

  /** With as many decimals as are worth reading: 0.034, 1.85, 31.2, 1250. */
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a rebuild takes from few events to many: a line, if it is one. */
final class Line {

  /** A size that takes this much more for an event than the line does lies beside it. */
  private static final double WANTED = 1.25;

  private static final long SMALLEST = 90_000;

  private final Report report;
  private final List<Builds> sizes = new ArrayList<>();

  Line(Report report) {
    this.report = report;
  }

  void add(Builds builds) {
    sizes.add(builds);
  }

  void show() {
    if (sizes.isEmpty()) {
      return;
    }
    report.section("From few events to many");
    MarkdownTable table =
        new MarkdownTable(
            "profiles",
            "events",
            "replay, events/s",
            "its µs/event",
            "first build, s",
            "rebuild, s",
            "events/s",
            "processors' µs/event",
            "processors used",
            "of those left",
            "on the line, s");
    double slope = slope();
    for (Builds each : sizes) {
      table.row(
          whole(each.profiles()),
          String.format(Locale.ROOT, "%,d", each.events()),
          whole(each.events() / each.first().replay().seconds()),
          Report.number(each.first().replay().busy() * 1e6 / each.events()),
          Report.number(each.first().all().seconds()),
          Report.number(each.seconds()),
          whole(each.perSecond()),
          Report.number(each.microsPerEvent()),
          Report.number(100 * each.share()) + " %",
          Report.number(100 * each.shareOfLeft()) + " %",
          Report.number(slope * each.events()));
    }
    report.say(table.lines());
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "The line goes through nothing and, with all sizes counting the same, is %.2f s for a million events. Rebuilds on a warm server: medians, from the first profile to all rows showing; the first build has the compiler's work in it.",
            slope * 1e6));
    Builds last = sizes.get(sizes.size() - 1);
    sizes.stream()
        .filter(each -> each.events() >= SMALLEST && each.events() < last.events())
        .findFirst()
        .ifPresent(
            small ->
                report.atMost(
                    "line",
                    "processors' time for an event, %,d events to %,d"
                        .formatted(last.events(), small.events()),
                    last.microsPerEvent() / small.microsPerEvent(),
                    WANTED));
  }

  /** Seconds for an event that fit best: the mean of all sizes' own. */
  private double slope() {
    return sizes.stream()
        .mapToDouble(each -> each.seconds() / each.events())
        .average()
        .orElse(Double.NaN);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}

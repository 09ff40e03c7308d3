package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.tools.MavenPlugin;
import com.jitsu.benchmarks.tools.TimedCommand.Took;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long {@code mvn jitsu:test} takes as a whole command, with a warm repository. */
final class WholeCommand {

  private final Options options;
  private final Report report;
  private final MavenPlugin plugin;

  WholeCommand(Options options, Report report) {
    this.options = options;
    this.report = report;
    this.plugin = new MavenPlugin(options);
  }

  void measure() throws IOException, InterruptedException {
    report.progress("building the plugin");
    plugin.build();
    report.section("mvn jitsu:test, seconds");
    MarkdownTable table =
        new MarkdownTable("fixtures", "median", "fastest", "slowest", "processors busy", "target");
    measure(table, 1, 5, 3, "test_one_s");
    measure(table, 1_000, 3, 10, "test_1000_s");
    report.say(table.lines());
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "On the clock, load %.1f at the end; on a machine with nothing else to do it cannot take longer than its processors are busy.",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private void measure(MarkdownTable table, int fixtures, int times, double target, String name)
      throws IOException, InterruptedException {
    Path project = options.target().resolve("command").resolve("project-" + fixtures);
    TestProject.write(project, options.home().resolve("functions"), fixtures);
    List<Double> seconds = new ArrayList<>();
    List<Double> busy = new ArrayList<>();
    for (int i = 0; i <= times; i++) {
      report.progress("mvn jitsu:test, fixtures: " + fixtures);
      Took took = plugin.test(project.toAbsolutePath(), MavenPlugin.jdk17()).run();
      if (!took.output().contains(String.valueOf(fixtures))) {
        throw new IllegalStateException(
            "not " + fixtures + " fixtures were run:\n" + took.output());
      }
      if (i > 0) { // the first time fills the repository
        seconds.add(took.seconds());
        busy.add(took.busy());
      }
    }
    double median = Spread.of(seconds).middle();
    table.row(
        String.format(Locale.ROOT, "%,d", fixtures),
        Report.number(median),
        Report.number(seconds.stream().min(Double::compare).orElse(median)),
        Report.number(seconds.stream().max(Double::compare).orElse(median)),
        Report.number(Spread.of(busy).middle()),
        "≤ " + Report.number(target));
    report.atMost(
        name,
        String.format(Locale.ROOT, "mvn jitsu:test, fixtures: %,d, seconds", fixtures),
        median,
        target);
  }
}

package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long {@code mvn jitsu:test} takes as a whole command, with a warm repository. The plugin is
 * built from this checkout and deployed to a folder; Maven gets a local repository of its own.
 */
final class WholeCommand {

  private static final String DEPLOY = "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy";
  private static final String VERSION = "0.1.0-SNAPSHOT";

  /** Bash tells how long the processors were busy for a command, all its processes together. */
  private static final String TIMED = "TIMEFORMAT='busy %U %S'; time \"$@\"";

  private static final Pattern BUSY = Pattern.compile("busy (\\d+\\.\\d+) (\\d+\\.\\d+)\\s*$");

  private final Options options;
  private final Report report;
  private final Path folder;

  WholeCommand(Options options, Report report) {
    this.options = options;
    this.report = report;
    this.folder = options.target().resolve("command").toAbsolutePath();
  }

  void measure() throws IOException, InterruptedException {
    Path repository = folder.resolve("repository");
    TestProject.delete(repository);
    TestProject.delete(folder.resolve("local").resolve("com").resolve("jitsu"));
    Files.createDirectories(folder);
    Path settings = folder.resolve("settings.xml");
    Files.writeString(settings, TestProject.settings(repository));
    report.progress("building the plugin");
    maven(
        options.home().toAbsolutePath().resolve("..").normalize(),
        "-Pquick",
        "-pl",
        "jitsu-maven-plugin",
        "-am",
        "package",
        DEPLOY,
        "-DaltDeploymentRepository=benchmarks::" + repository.toUri());
    report.section("mvn jitsu:test, seconds");
    MarkdownTable table =
        new MarkdownTable("fixtures", "median", "fastest", "slowest", "processors busy", "target");
    measure(table, settings, 1, 5, 3, "test_one_s");
    measure(table, settings, 1_000, 3, 10, "test_1000_s");
    report.say(table.lines());
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "On the clock, load %.1f at the end; on a machine with nothing else to do it cannot take longer than its processors are busy.",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private void measure(
      MarkdownTable table, Path settings, int fixtures, int times, double target, String name)
      throws IOException, InterruptedException {
    Path project = folder.resolve("project-" + fixtures);
    TestProject.write(project, options.home().resolve("functions"), fixtures, VERSION);
    List<Double> seconds = new ArrayList<>();
    List<Double> busy = new ArrayList<>();
    for (int i = 0; i <= times; i++) {
      report.progress("mvn jitsu:test, fixtures: " + fixtures);
      long start = System.nanoTime();
      String output =
          maven(
              project,
              "-s",
              settings.toString(),
              "-Dmaven.repo.local=" + folder.resolve("local"),
              "jitsu:test");
      double took = (System.nanoTime() - start) / 1e9;
      if (!output.contains(String.valueOf(fixtures))) {
        throw new IllegalStateException("not " + fixtures + " fixtures were run:\n" + output);
      }
      if (i > 0) { // the first time fills the repository
        seconds.add(took);
        busy.add(busy(output));
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

  private static double busy(String output) {
    Matcher matcher = BUSY.matcher(output);
    return matcher.find()
        ? Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2))
        : 0;
  }

  private String maven(Path where, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("bash", "-c", TIMED, "bash", "mvn", "-B", "-ntp", "-Dstyle.color=never"));
    command.addAll(List.of(arguments));
    File log = folder.resolve("maven.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    Jdks.find(17).ifPresent(home -> builder.environment().put("JAVA_HOME", home.toString()));
    Process process = builder.start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new BenchmarkException(
          "Maven failed: " + String.join(" ", command), "its output is in " + log);
    }
    return Files.readString(log.toPath());
  }
}

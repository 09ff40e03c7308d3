package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.Benchmark;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Start here: our engine side by side with Node and isolated-vm. */
public final class EngineBenchmark implements Benchmark {

  /** Takes minutes, so a short run leaves it out. */
  private static final String COMMAND = "command";

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public String caption() {
    return "functions on JDK 17 and 25 beside Node 20 with isolated-vm";
  }

  @Override
  public List<String> parts() {
    return List.of("speed", "threads", "heap", "first", COMMAND);
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    if (!options.only().equals(Set.of(COMMAND))) {
      runContenders(Plan.of(options), options, report);
    }
    if (options.only().contains(COMMAND) || (options.only().isEmpty() && !options.shortRun())) {
      new WholeCommand(options, report).measure();
    }
    report.end(options.target().resolve("engine.md"));
  }

  private static void runContenders(Plan plan, Options options, Report report)
      throws IOException, InterruptedException {
    Path folder = options.target().resolve("engine");
    MadeEvents events =
        RunFolder.prepare(folder, options.home().resolve("functions").toAbsolutePath());
    try (Contenders contenders = Contenders.start(options, report, folder)) {
      report.say(introduction(events, contenders));
      Speed speed = new Speed(plan, contenders, report);
      report.progress("comparing results");
      speed.agree(folder);
      report.say("All contenders get the same results.");
      report.progress("warming up");
      speed.warmUp();
      if (options.wants("speed")) {
        show(speed.measure(), contenders, report, options.target());
      }
      Ours ours = new Ours(plan, contenders, report);
      if (options.wants("threads")) {
        ours.threads();
      }
      if (options.wants("heap")) {
        ours.heap();
      }
      if (options.wants("first")) {
        ours.firstResult();
      }
    }
  }

  private static String introduction(MadeEvents events, Contenders contenders) {
    return String.format(
        Locale.ROOT,
        "%,d events of %,.0f bytes; %s. %d processors, load %.1f at the start.",
        events.lines().size(),
        events.meanBytes(),
        contenders.all().stream()
            .map(Contender::runtime)
            .distinct()
            .collect(Collectors.joining(", ")),
        Runtime.getRuntime().availableProcessors(),
        load());
  }

  private static void show(
      Measurements measurements, Contenders contenders, Report report, Path target)
      throws IOException {
    SpeedTables tables = new SpeedTables(measurements, report);
    tables.show("closed", "Closed footprint, one thread");
    tables.show("open", "Open footprint, one thread");
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "Medians of %d rounds, ± half the distance of the quarters. Time spent waiting for a processor, %.0f %% of all, is not counted.",
            measurements.rounds(),
            100 * measurements.lost()));
    Ours.warnOfABusyMachine(measurements.lost(), report);
    for (Contender each : contenders.ours()) {
      double trend = measurements.trend(each.side(), Side.CLOSED);
      if (trend > 0.1) {
        report.say(
            String.format(
                Locale.ROOT,
                "%s was not warm yet: its last rounds were %.0f %% faster than its first.",
                each.side().title(),
                100 * trend));
      }
    }
    tables.targets();
    Path chart = target.resolve("engine.svg");
    Files.writeString(chart, SpeedChart.of(measurements));
    report.progress("chart: " + chart);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}

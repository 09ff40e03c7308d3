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
import java.util.stream.Collectors;

/** Start here: our engine side by side with Node and isolated-vm. */
public final class EngineBenchmark implements Benchmark {

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
    return List.of("speed", "threads", "heap", "first");
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    Plan plan = Plan.of(options);
    Path folder = options.target().resolve("engine");
    MadeEvents events =
        RunFolder.prepare(folder, options.home().resolve("functions").toAbsolutePath());
    try (Contenders contenders = Contenders.start(options, report, folder)) {
      report.say(
          "%,d events of %,.0f bytes; %s. %d processors, load %.1f at the start."
              .formatted(
                  events.lines().size(),
                  events.meanBytes(),
                  contenders.all().stream()
                      .map(Contender::runtime)
                      .distinct()
                      .collect(Collectors.joining(", ")),
                  Runtime.getRuntime().availableProcessors(),
                  load()));
      Speed speed = new Speed(plan, contenders, report);
      speed.agree(folder);
      report.say("All contenders get the same results.");
      report.progress("warming up");
      speed.warmUp();
      if (options.wants("speed")) {
        measure(speed, plan, contenders, report, options.target());
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
    report.end(options.target().resolve("engine.md"));
  }

  private static void measure(
      Speed speed, Plan plan, Contenders contenders, Report report, Path target)
      throws IOException {
    Measurements measurements = speed.measure();
    SpeedTables tables = new SpeedTables(measurements, report);
    tables.show("closed", "Closed footprint, one thread");
    tables.show("open", "Open footprint, one thread");
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "Medians of %d rounds, ± half the distance of the quarters. Time spent waiting for a processor, %.0f %% of all, is not counted.",
            plan.rounds(),
            100 * measurements.lost()));
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

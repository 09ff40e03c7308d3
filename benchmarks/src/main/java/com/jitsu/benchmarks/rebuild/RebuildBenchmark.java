package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.Benchmark;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.rebuild.Publishing.Rebuilt;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.MemoryLog;
import com.jitsu.benchmarks.server.ServerJar;
import com.jitsu.benchmarks.tools.OwnBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Start here: all profiles of up to ten million events built anew, beside Node and plain SQL; and
 * what those events take on disk, how old rows are meanwhile, how fast a restart is.
 */
public final class RebuildBenchmark implements Benchmark {

  private static final String REBUILD = "rebuild";
  private static final String DISK = "disk";
  private static final String LIVE = "live";
  private static final String RESTART = "restart";
  private static final String LINE = "line";
  private static final Duration LOADER = Duration.ofMinutes(30);
  private static final Duration MEMORY = Duration.ofSeconds(1);
  private static final double HEAP_MB = 512;

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public String caption() {
    return "a year of events into profiles, beside Node with isolated-vm and SQL on DuckDB";
  }

  @Override
  public List<String> parts() {
    return List.of(REBUILD, DISK, LIVE, RESTART, LINE);
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    if (!Files.isReadable(Path.of("/proc/stat"))) {
      throw new BenchmarkException(
          "this benchmark reads what processors did from /proc", "run it on Linux");
    }
    new Run(options, report).measure();
  }

  /** One run of the command. */
  private static final class Run {

    private final Options options;
    private final Report report;
    private final Plan plan;
    private final Path folder;
    private final ServerJar jar;
    private final String function;
    private final Line line;
    private final Disk disk;

    private Run(Options options, Report report) throws IOException {
      this.options = options;
      this.report = report;
      this.plan = Plan.of(options);
      this.folder = Files.createDirectories(options.target().resolve("rebuild").toAbsolutePath());
      this.jar = ServerJar.find(options);
      OwnBundles.write(options.home().resolve("functions"), folder);
      this.function = Files.readString(folder.resolve("closed.mjs"));
      this.line = new Line(report);
      this.disk = new Disk(report);
    }

    private void measure() throws IOException, InterruptedException {
      Machine.tellDisk(folder, report);
      for (int profiles : plan.line()) {
        if (isWanted(profiles)) {
          size(profiles);
        }
      }
      if (options.wants(LINE)) {
        line.show();
      }
      disk.show();
      report.end(options.target().resolve("rebuild.md"));
    }

    private boolean isWanted(int profiles) {
      boolean largest = profiles == plan.largest();
      boolean peers = profiles == plan.peers();
      return options.wants(LINE)
          || (options.wants(REBUILD) && (largest || peers))
          || (options.wants(DISK) && (largest || peers))
          || ((options.wants(LIVE) || options.wants(RESTART)) && largest);
    }

    private void size(int profiles) throws IOException, InterruptedException {
      Population population = new Population(Plan.SEED, profiles);
      boolean peers = profiles == plan.peers();
      boolean largest = profiles == plan.largest();
      boolean table = peers && options.wants(DISK);
      try (DataFolder data = DataFolder.fill(jar, folder, population, table, report)) {
        try (LiteServer server = data.open()) {
          if (table) {
            report.progress("waiting for the table of events");
            long stored = server.awaitStored(population.events(), LOADER);
            report.say("%,d events are in the server's table.".formatted(stored));
          }
          builds(population, server, largest);
          if (peers && options.wants(REBUILD)) {
            new Peers(folder, options.home(), jar, plan, report).measure(population, server);
          }
        }
        if (options.wants(DISK) && (peers || largest)) {
          disk.measure(profiles, data, table);
        }
        if (largest && (options.wants(LIVE) || options.wants(RESTART))) {
          Live live = new Live(population, report);
          if (options.wants(LIVE)) {
            try (LiteServer server = data.open()) {
              live.measure(server);
            }
          }
          if (options.wants(RESTART)) {
            new Restart(data, report).measure(live);
          }
        }
      }
    }

    private void builds(Population population, LiteServer server, boolean largest)
        throws IOException, InterruptedException {
      Publishing publishing = new Publishing(server);
      try (MemoryLog memory = MemoryLog.start(server.pid(), MEMORY)) {
        Rebuilt first = publishing.first(function);
        if (first.profiles() != population.profiles() || first.failed() > 0) {
          throw new BenchmarkException(
              "%d profiles were built and %d failed".formatted(first.profiles(), first.failed()),
              "see the server's log in " + folder);
        }
        List<Rebuilt> again = new ArrayList<>();
        int wanted = options.wants(LINE) || largest ? plan.repetitions(population.profiles()) : 1;
        for (int i = 0; i < plan.heatings() && population.profiles() < 100_000; i++) {
          publishing.again();
        }
        for (int i = 0; i < wanted; i++) {
          report.progress("rebuild %d of %d".formatted(i + 1, wanted));
          again.add(publishing.again());
        }
        Builds builds = new Builds(population.profiles(), population.events(), first, again);
        line.add(builds);
        memory.stop();
        if (largest && options.wants(REBUILD)) {
          largest(builds, memory);
        }
      }
    }

    private void largest(Builds builds, MemoryLog memory) {
      double resident = memory.resident().stream().mapToDouble(each -> each).max().orElse(0);
      double heap = memory.heap().stream().mapToDouble(each -> each).max().orElse(0);
      report.section("Rebuild, the largest");
      report.say(
          String.format(
              Locale.ROOT,
              "%,d events in %.1f s, %,.0f events/s; of all processors' time the server used %.0f %%, others %.0f %%. Of its heap of %.0f MB at most %.0f MB were in use, garbage included; the process held %.0f MB at most.",
              builds.events(),
              builds.seconds(),
              builds.perSecond(),
              100 * builds.share(),
              100 * (1 - builds.share() / builds.shareOfLeft()),
              HEAP_MB,
              heap,
              resident));
      report.say("Where the processors' time went, µs for an event:");
      builds.again().get(0).all().threads().entrySet().stream()
          .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
          .filter(each -> each.getValue() * 1e6 / builds.events() >= 0.1)
          .forEach(
              each ->
                  report.say(
                      "- "
                          + each.getKey()
                          + ": "
                          + Report.number(each.getValue() * 1e6 / builds.events())));
      report.atLeast(
          "rebuild_busy",
          "rebuild, part of the processors' time that others left",
          builds.shareOfLeft(),
          0.9);
      report.figure(
          "rebuild_events", "events rebuilt in a heap of 512 MB", (double) builds.events());
      report.figure("rebuild_per_s", "rebuild, events/s", builds.perSecond());
      report.figure("rebuild_rss_mb", "rebuild, most memory of the process, MB", resident);
    }
  }
}

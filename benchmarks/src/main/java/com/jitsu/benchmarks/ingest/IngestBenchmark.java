package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.Benchmark;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.ServerJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Start here: how much the server takes in, and how long an answer waits, beside bare Jetty and the
 * journal alone. Driver and server share this machine; nothing leaves it.
 */
public final class IngestBenchmark implements Benchmark {

  private static final String PROFILE = "profile";

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String caption() {
    return "events a second over HTTP, beside bare Jetty and the journal alone";
  }

  @Override
  public List<String> parts() {
    return List.of("jetty", "journal", "single", "batch", "builder", "overload", PROFILE);
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    if (!Files.isReadable(Path.of("/proc/stat"))) {
      throw new BenchmarkException(
          "this benchmark reads what processors did from /proc", "run it on Linux");
    }
    Path folder = Files.createDirectories(options.target().resolve("ingest"));
    Plan plan = Plan.of(options);
    ServerJar jar = ServerJar.find(options);
    Machine.tellDisk(folder, report);
    CeilingTable ceilings = new CeilingTable(report);
    Peers peers = new Peers(jar, folder, plan, report, ceilings);
    if (options.wants("jetty")) {
      peers.jetty();
    }
    if (options.wants("journal")) {
      peers.journal(1, Doors.SINGLE);
      peers.journal(MadeRequests.BATCH, Doors.BATCH);
    }
    ServerRuns runs = new ServerRuns(jar, folder, plan, report, ceilings);
    for (Doors doors : List.of(Doors.SINGLE, Doors.BATCH)) {
      if (options.wants(doors.name())) {
        runs.measure(doors);
      }
    }
    if (options.wants("builder")) {
      runs.withBuilder();
    }
    ceilings.show();
    runs.showSteady();
    runs.showThreads();
    if (options.wants("overload")) {
      new Overload(jar, folder, plan, report).measure(ceilings);
    }
    if (options.only().contains(PROFILE)) {
      new ServerProfile(jar, folder, plan, report).measure();
    }
    if (!options.soak().isZero()) {
      new Soak(jar, folder, plan, report).measure(ceilings, options.soak());
    }
    report.end(options.target().resolve("ingest.md"));
  }
}

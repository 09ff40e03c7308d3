package com.jitsu.benchmarks.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.host.HostServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions and profiles of a run, as our engine wants them. For one thread. */
final class Functions {

  static final String EVENTS = "events.ndjson";

  private static final ProfileRun.BuilderVersion BUILDER =
      new ProfileRun.BuilderVersion("benchmark", 1);

  private final Path folder;
  private final FunctionEngine engine;
  private final MadeEvents events;
  private final HostServices services = HostServices.none();
  private final ProfileUser user = new ProfileUser("u-1", "u-1", "", Json.object());
  private final Map<String, List<ProfileFunction>> loaded = new HashMap<>();
  private final Map<Integer, List<List<byte[]>>> profiles = new HashMap<>();
  private int versions;

  Functions(Path folder, FunctionEngine engine) throws IOException {
    this.folder = folder;
    this.engine = engine;
    this.events = MadeEvents.read(folder.resolve(EVENTS));
  }

  /** One function loaded {@code count} times, for as many threads. */
  List<ProfileFunction> load(String name, int count) throws IOException {
    List<ProfileFunction> known = loaded.computeIfAbsent(name, key -> new ArrayList<>());
    while (known.size() < count) {
      known.add(engine.load(bundle(name, "")));
    }
    return List.copyOf(known.subList(0, count));
  }

  List<List<byte[]>> profiles(int size) {
    return profiles.computeIfAbsent(size, events::profiles);
  }

  /** Runs a function on one profile; that must give a row. */
  String runOne(ProfileFunction function, List<byte[]> profile) {
    return run(function, List.of(profile)).get(0);
  }

  /** Likewise, on one profile after another, as the server does it. */
  List<String> run(ProfileFunction function, List<List<byte[]>> profiles) {
    List<ProfileRun> runs =
        profiles.stream()
            .map(profile -> new ProfileRun(user, profile, Map.of(), BUILDER, null, services))
            .toList();
    return function.run(runs).stream().map(report -> traits(report.outcome())).toList();
  }

  private static String traits(Outcome outcome) {
    if (outcome instanceof Outcome.Row row) {
      return Json.text(row.result().traits());
    }
    throw new IllegalStateException("no row but " + outcome);
  }

  List<String> results(String name, int size, int count) throws IOException {
    ProfileFunction function = load(name, 1).get(0);
    return profiles(size).stream().limit(count).map(profile -> runOne(function, profile)).toList();
  }

  /** Bytes on the heap that are left after {@code runs} runs and a collection. */
  long heapAfter(String name, int size, int runs) throws IOException {
    ProfileFunction function = load(name, 1).get(0);
    List<List<byte[]>> all = profiles(size);
    for (int i = 0; i < runs; i++) {
      runOne(function, all.get(i % all.size()));
    }
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /**
   * Nanoseconds from the text of a version that was never seen before to its first result, without
   * those in which this thread waited for a processor.
   */
  long firstResult(String name) throws IOException {
    Bundle bundle = bundle(name, "\n// version " + versions++ + "\n");
    List<byte[]> profile = profiles(100).get(0);
    long start = System.nanoTime();
    long waited = RunQueue.waited();
    try (ProfileFunction function = engine.load(bundle)) {
      runOne(function, profile);
      waited = RunQueue.waited() - waited;
      return System.nanoTime() - start - waited;
    }
  }

  private Bundle bundle(String name, String ending) throws IOException {
    String code = Files.readString(folder.resolve(name + ".mjs"));
    FunctionConfig config = new FunctionConfig("benchmark", name, name, null);
    return Bundle.of(config, "src/profiles/" + name + ".ts", code + ending, Bundle.NO_SOURCE_MAP);
  }
}

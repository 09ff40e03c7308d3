package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.EsbuildBinary;
import com.jitsu.sdk.bundle.ProjectSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What all contenders read: {@code events.ndjson}, and {@code closed.mjs} and {@code open.mjs} as
 * our bundler makes them of {@code benchmarks/functions}.
 */
final class RunFolder {

  private static final long SEED = 20_260_301;
  private static final int SHOPPERS = 10;

  private RunFolder() {}

  /** Writes the files; returns the events. */
  static MadeEvents prepare(Path folder, Path functions) throws IOException {
    Files.createDirectories(folder);
    MadeEvents events = MadeEvents.of(SEED, SHOPPERS);
    events.write(folder.resolve(Functions.EVENTS));
    Bundler bundler = new Bundler(functions, new Esbuild(esbuild(folder)));
    for (Bundle bundle : bundler.bundle(ProjectSources.find(functions))) {
      Files.writeString(folder.resolve(bundle.config().slug() + ".mjs"), bundle.code());
    }
    return events;
  }

  /** The binary that {@code -Djitsu.esbuild} names, else the one in {@code lib/} beside our jar. */
  private static Path esbuild(Path folder) throws IOException {
    String named = System.getProperty("jitsu.esbuild");
    if (named != null) {
      return Path.of(named);
    }
    String platform =
        EsbuildBinary.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path lib = Path.of(System.getProperty("java.class.path")).resolveSibling("lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(platform + "-"))
          .findFirst()
          .map(jar -> EsbuildBinary.extract(jar, folder.resolveSibling("esbuild")))
          .orElseThrow(
              () ->
                  new BenchmarkException(
                      "there is no esbuild for " + platform + " in " + lib,
                      "install esbuild and run: JAVA_OPTS=-Djitsu.esbuild=PATH ./benchmarks/run engine"));
    }
  }
}

package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.tools.OwnEsbuild;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.ProjectSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Esbuild esbuild = new Esbuild(OwnEsbuild.find(folder.resolveSibling("esbuild")));
    for (Bundle bundle : new Bundler(functions, esbuild).bundle(ProjectSources.find(functions))) {
      Files.writeString(folder.resolve(bundle.config().slug() + ".mjs"), bundle.code());
    }
    return events;
  }
}

package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.tools.OwnBundles;
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
    OwnBundles.write(functions, folder);
    return events;
  }
}

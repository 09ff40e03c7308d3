package com.jitsu.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the thread that asks has waited for a processor, where the kernel says so. */
final class RunQueue {

  private static final Path STATISTICS = Path.of("/proc/thread-self/schedstat");

  private RunQueue() {}

  /** Nanoseconds since the thread started; 0 where that is not known. */
  static long waited() {
    return waited(STATISTICS);
  }

  /** Likewise, of the thread with these statistics. */
  static long waited(Path statistics) {
    try {
      return Long.parseLong(Files.readString(statistics).split(" ", -1)[1]);
    } catch (IOException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return 0;
    }
  }
}

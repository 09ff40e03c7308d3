package com.jitsu.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long processors were busy for a process, in seconds, as Linux counts it: to 10 ms. */
public final class ProcessTimes {

  private static final double TICKS_PER_SECOND = 100;

  private ProcessTimes() {}

  public static double ofThisProcess() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  public static double of(long pid) throws IOException {
    return seconds(Path.of("/proc", String.valueOf(pid), "stat"));
  }

  /**
   * Of each kind of its threads: {@code {http=8.31, journal-writer=2.1}}. Numbers at the end of
   * names do not count, and Linux cuts names to 15 characters.
   */
  public static Map<String, Double> ofThreads(long pid) throws IOException {
    List<Path> tasks;
    try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      tasks = all.toList();
    }
    Map<String, Double> threads = new TreeMap<>();
    for (Path task : tasks) {
      try {
        String kind = Files.readString(task.resolve("comm")).strip().replaceAll("[-# :]*\\d+$", "");
        threads.merge(kind, seconds(task.resolve("stat")), Double::sum);
      } catch (IOException e) {
        if (Files.exists(task)) {
          throw e;
        } // else it ended meanwhile
      }
    }
    return threads;
  }

  private static double seconds(Path stat) throws IOException {
    String text = Files.readString(stat);
    // The name may hold blanks; what follows its bracket does not. Fields 14 and 15 of all.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }
}

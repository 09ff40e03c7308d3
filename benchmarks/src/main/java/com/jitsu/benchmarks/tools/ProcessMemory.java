package com.jitsu.benchmarks.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The most memory that a process and all below it held at once, as Linux tells it. */
final class ProcessMemory {

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final Pattern HIGHEST = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  private final ProcessHandle process;
  private long peakKilobytes;

  ProcessMemory(ProcessHandle process) {
    this.process = process;
  }

  /** To be called every now and then while the process lives. */
  void look() {
    List<String> all =
        Stream.concat(Stream.of(process), process.descendants())
            .map(ProcessMemory::status)
            .toList();
    long together = all.stream().mapToLong(status -> kilobytes(RESIDENT, status)).sum();
    // Between two looks a process may have held more: the kernel remembers it for each alone.
    long alone = all.stream().mapToLong(status -> kilobytes(HIGHEST, status)).max().orElse(0);
    peakKilobytes = Math.max(peakKilobytes, Math.max(together, alone));
  }

  /** 0 where the system does not tell. */
  double peakMegabytes() {
    return peakKilobytes / 1024.0;
  }

  private static String status(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
    } catch (IOException e) {
      return ""; // it has ended, or this is no Linux
    }
  }

  private static long kilobytes(Pattern line, String status) {
    Matcher matcher = line.matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}

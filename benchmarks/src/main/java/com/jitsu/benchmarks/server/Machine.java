package com.jitsu.benchmarks.server;

import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures were measured on, and what else it had to do. */
public final class Machine {

  private static final int SYNCS = 200;
  private static final int SYNCED_BYTES = 4_096;
  private static final double TICKS_PER_SECOND = 100;

  private Machine() {}

  public static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Processes that run or want to, averaged over a minute. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Seconds that all processors together have been busy for anybody since the start. */
  public static double busySeconds() throws IOException {
    // cpu  user nice system idle iowait irq softirq steal …
    String[] fields =
        Files.readString(Path.of("/proc/stat")).lines().findFirst().orElse("").split(" +", -1);
    long busy = 0;
    for (int i = 1; i <= 8; i++) {
      busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
    }
    return busy / TICKS_PER_SECOND;
  }

  /** Says how long the disk takes to keep a little at the end of a file. */
  public static void tellDisk(Path folder, Report report) throws IOException {
    List<Double> millis = new ArrayList<>();
    Path file = folder.resolve("sync.bin");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        channel.write(ByteBuffer.allocate(SYNCED_BYTES), (long) i * SYNCED_BYTES);
        long start = System.nanoTime();
        channel.force(false);
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    Files.delete(file);
    List<Double> sorted = millis.stream().sorted().toList();
    double median = Spread.of(sorted).middle();
    report.say(
        String.format(
            Locale.ROOT,
            "%d processors, load %.1f. A sync of %d KB: median %s ms, p99 %s ms.",
            processors(),
            load(),
            SYNCED_BYTES / 1_024,
            Report.number(median),
            Report.number(sorted.get((int) (0.99 * SYNCS)))));
    report.figure("sync_ms", "the disk's sync, median ms", median);
  }
}

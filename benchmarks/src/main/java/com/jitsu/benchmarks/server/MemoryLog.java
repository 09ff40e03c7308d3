package com.jitsu.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the memory of a JVM every now and then, on a thread of its own. */
public final class MemoryLog implements AutoCloseable {

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

  private final long pid;
  private final Duration every;
  private final List<Double> resident = new ArrayList<>();
  private final List<Double> heap = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::look, "memory-log");
  private volatile @Nullable Exception failure;

  private MemoryLog(long pid, Duration every) {
    this.pid = pid;
    this.every = every;
  }

  public static MemoryLog start(long pid, Duration every) {
    MemoryLog log = new MemoryLog(pid, every);
    log.thread.start();
    return log;
  }

  /** Ends looking; what was seen can be read afterwards. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join();
    if (failure != null) {
      throw new IllegalStateException("memory could not be read", failure);
    }
  }

  /** Megabytes that the process held. */
  public List<Double> resident() {
    return List.copyOf(resident);
  }

  /** Megabytes of its heap that were in use, garbage too. */
  public List<Double> heap() {
    return List.copyOf(heap);
  }

  @Override
  public void close() {
    stopping.countDown();
  }

  private void look() {
    try {
      while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        String status = Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
        resident.add(megabytes(RESIDENT, status));
        heap.add(megabytes(HEAP, Jcmd.run(pid, "GC.heap_info")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private static double megabytes(Pattern kilobytes, String text) {
    Matcher matcher = kilobytes.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + kilobytes + " in " + text);
    }
    return Long.parseLong(matcher.group(1)) / 1_024.0;
  }
}

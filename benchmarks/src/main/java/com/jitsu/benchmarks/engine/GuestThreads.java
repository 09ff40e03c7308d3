package com.jitsu.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads that our engine runs functions on; each loaded function has one of its own. */
final class GuestThreads {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final String NAME = "function-";
  private static final String WATCHDOG = "function-watch";

  private GuestThreads() {}

  /** Bytes that they have allocated so far. */
  static long allocatedBytes() {
    long bytes = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && isGuest(thread.getThreadName())) {
        bytes += THREADS.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return bytes;
  }

  /** Nanoseconds for which they have waited for a processor; 0 where that is not known. */
  static long waited() {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      List<Path> guests = tasks.filter(GuestThreads::isGuestTask).toList();
      return guests.stream().mapToLong(task -> RunQueue.waited(task.resolve("schedstat"))).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isGuestTask(Path task) {
    try {
      return isGuest(Files.readString(task.resolve("comm")));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isGuest(String name) {
    return name.startsWith(NAME) && !name.startsWith(WATCHDOG);
  }
}

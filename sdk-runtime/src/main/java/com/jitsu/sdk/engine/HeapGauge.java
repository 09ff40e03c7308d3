package com.jitsu.sdk.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is on the heap, and what a thread has put there. */
final class HeapGauge {

  /** Of the heap, after a collection, from which on modules lose what they keep. */
  private static final double NEARLY_FULL = 0.75;

  private static final long LOOK_EACH_NANOS = 100_000_000;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long lastLook = System.nanoTime();

  /** Ever allocated by the thread; 0 where the JVM does not count. */
  static long allocatedBytes(long threadId) {
    return Math.max(0, THREADS.getThreadAllocatedBytes(threadId));
  }

  long maxBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /** With all garbage. */
  long usedBytes() {
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Collects garbage and returns the bytes that are left. */
  long collect() {
    memory.gc();
    return usedBytes();
  }

  /** True when a collection does not help; looks a few times a second and collects only in need. */
  boolean isNearlyFull() {
    long now = System.nanoTime();
    if (now - lastLook < LOOK_EACH_NANOS) {
      return false;
    }
    lastLook = now;
    double limit = maxBytes() * NEARLY_FULL;
    return usedBytes() > limit && collect() > limit;
  }
}

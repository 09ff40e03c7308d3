package com.jitsu.lite.badinput;

import static com.jitsu.lite.redis.Until.until;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heap bytes, after a collection
 * @param direct bytes of buffers outside the heap
 */
record Resources(long files, int threads, long heap, long direct) {

  private static final long SLACK_BYTES = 48_000_000;
  private static final int SLACK = 12;

  static Resources now() {
    System.gc();
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Resources(
        files,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        direct);
  }

  /** Waits until it holds about as much as it did. */
  void requireNoMoreNow() {
    Resources[] last = new Resources[1];
    try {
      until(
          "as before",
          () -> {
            last[0] = now();
            return !isLessThan(last[0]);
          });
    } catch (AssertionError e) {
      throw new AssertionError("was " + this + ", is " + last[0], e);
    }
  }

  private boolean isLessThan(Resources now) {
    return now.files > files + SLACK
        || now.threads > threads + SLACK
        || now.heap > heap + SLACK_BYTES
        || now.direct > direct + SLACK_BYTES;
  }
}

package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Another customer's function, which runs again and again and wants to be left in peace. */
final class Neighbour implements AutoCloseable {

  private static final long PAUSE_NANOS = 2_000_000;

  private final ProfileFunction function;
  private final AtomicLong runs = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::live, "neighbour");
  private volatile boolean closed;

  Neighbour(ProfileFunction function) {
    this.function = function;
    thread.setDaemon(true);
    thread.start();
  }

  private void live() {
    while (!closed) {
      try {
        String end = Hostile.text(Hostile.run(function, "u1"));
        if (!end.equals("row {\"ok\":true}")) {
          failures.add(end);
        }
      } catch (RuntimeException | Error e) {
        failures.add(e.toString());
      }
      runs.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Every run so far succeeded, and another one does. */
  void checkIsWell() {
    long before = runs.get();
    long limit = System.nanoTime() + Hostile.CONTAINED.toNanos();
    while (runs.get() < before + 2 && System.nanoTime() < limit) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    assertThat(runs.get()).isGreaterThan(before + 1);
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    function.close();
  }
}

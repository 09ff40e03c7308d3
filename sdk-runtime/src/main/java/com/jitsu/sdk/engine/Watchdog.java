package com.jitsu.sdk.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends runs that use too much time or memory. The whole context goes: an interrupt would skip the
 * guest's {@code catch} but still run its {@code finally}, which may loop as well. A run that does
 * not even end then is abandoned with its thread.
 *
 * <p>One thread looks at every guarded context each few milliseconds, while any is running.
 */
final class Watchdog {

  private static final long TICK_NANOS = 5_000_000;

  /** From the end of the context until its thread is given up. */
  private static final long GRACE_NANOS = 2_000_000_000;

  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final HeapGauge heap = new HeapGauge();
  private final Thread thread;

  /** When a context was last ended for the others' sake; what it kept takes a while to go. */
  private long madeRoom = System.nanoTime() - GRACE_NANOS;

  private volatile boolean asleep;
  private volatile boolean closed;

  Watchdog() {
    thread = new Thread(this::watch, "function-watchdog");
    thread.setDaemon(true);
  }

  /** Starts watching; before that nothing is ended. */
  Watchdog start() {
    thread.start();
    return this;
  }

  /** The most that a run may keep on this heap, whatever its limit says. */
  long memoryBytes(Limits limits) {
    return Math.min(limits.memoryBytes(), heap.maxBytes() / 4);
  }

  void add(Guard guard) {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    guards.add(guard);
  }

  void remove(Guard guard) {
    guards.remove(guard);
  }

  /** Called by a guard whose run begins. */
  void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Ends all that runs and waits for it a moment; idempotent.
   *
   * @return false when something runs on: then nobody may close the engine, since that would wait
   *     for it for ever, and the end of the JVM with it
   */
  boolean close() {
    closed = true;
    LockSupport.unpark(thread);
    guards.forEach(Guard::endForClosing);
    long patience = System.nanoTime() + GRACE_NANOS;
    while (isBusy()) {
      if (System.nanoTime() > patience) {
        return false;
      }
      LockSupport.parkNanos(this, TICK_NANOS);
    }
    return true;
  }

  private boolean isBusy() {
    return guards.stream().anyMatch(Guard::isRunning);
  }

  private void watch() {
    while (!closed) {
      asleep = true;
      if (!isBusy()) {
        LockSupport.park(this);
        continue;
      }
      asleep = false;
      LockSupport.parkNanos(this, TICK_NANOS);
      try {
        look();
      } catch (Throwable e) {
        // Out of memory for one: the next look may succeed, and without any nothing is ended again.
      }
    }
  }

  private void look() {
    long now = System.nanoTime();
    List<Guard> due = new ArrayList<>();
    for (Guard guard : guards) {
      guard.endIfOverdue(now, GRACE_NANOS);
      if (guard.needsLook(heap)) {
        due.add(guard);
      }
    }
    if (!due.isEmpty()) {
      long live = heap.collect();
      // One heap for all: of those that may have made it grow, the one that allocated most did.
      due.stream()
          .filter(guard -> guard.isSuspect(live))
          .max(Comparator.comparingLong(Guard::allocatedSinceFirstLook))
          .ifPresent(Guard::endForMemory);
    }
    if (now - madeRoom > GRACE_NANOS && heap.isNearlyFull()) {
      madeRoom = now;
      // What modules keep from run to run is in no run's account: the largest context starts anew.
      guards.stream()
          .max(Comparator.comparingLong(Guard::allocatedBytes))
          .ifPresent(Guard::endForMemory);
    }
  }
}

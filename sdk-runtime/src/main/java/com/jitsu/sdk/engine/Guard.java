package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;

/**
 * What the watchdog knows of one context: whether it runs, since when, and what it has allocated.
 * The run's thread begins and ends, the watchdog looks and ends by force.
 */
final class Guard implements AutoCloseable {

  /** Why a context was ended. */
  enum Reason {
    TIME,
    MEMORY
  }

  private final Watchdog watchdog;
  private final Context context;
  private final GuestThread thread;
  private final long limitNanos;
  private final long limitBytes;
  private final long threadId;
  private final long allocatedBefore;

  /** When the run began; 0 while none is running. */
  private volatile long begun;

  private volatile @Nullable Reason reason;
  private volatile long ended;
  private long nextLookAt;
  private long liveAtFirstLook;
  private long runAllocatedBefore;

  /** On the context's own thread. */
  Guard(Watchdog watchdog, Context context, GuestThread thread, Limits limits) {
    this.watchdog = requireNonNull(watchdog);
    this.context = requireNonNull(context);
    this.thread = requireNonNull(thread);
    this.limitNanos = limits.time().toNanos();
    this.limitBytes = watchdog.memoryBytes(limits);
    this.threadId = thread.id();
    this.allocatedBefore = HeapGauge.allocatedBytes(threadId);
    watchdog.add(this);
  }

  /** A run begins. */
  void begin() {
    runAllocatedBefore = HeapGauge.allocatedBytes(threadId);
    nextLookAt = limitBytes / 2;
    liveAtFirstLook = 0;
    long now = System.nanoTime();
    begun = now == 0 ? 1 : now;
    watchdog.wake();
  }

  /** The run is over. */
  void end() {
    begun = 0;
  }

  boolean isRunning() {
    return begun != 0;
  }

  /** Left of the run's time. */
  long nanosLeft() {
    return limitNanos - (System.nanoTime() - begun);
  }

  /** Why the context was ended by force, if it was. */
  @Nullable Reason reason() {
    return reason;
  }

  long limitBytes() {
    return limitBytes;
  }

  /** Since the context was opened. */
  long allocatedBytes() {
    return HeapGauge.allocatedBytes(threadId) - allocatedBefore;
  }

  void endIfOverdue(long now, long graceNanos) {
    long since = begun;
    if (since == 0) {
      return;
    }
    if (reason == null && now - since > limitNanos) {
      end(Reason.TIME);
    } else if (reason != null && now - ended > graceNanos && !thread.isAbandoned()) {
      thread.abandon();
    }
  }

  /**
   * Half of the limit may be allocated before anyone looks. Then, after each further half, the heap
   * is collected: what is left of it above the first look is what the run keeps.
   */
  void endIfTooLarge(HeapGauge heap) {
    if (begun == 0 || reason != null) {
      return;
    }
    long allocated = HeapGauge.allocatedBytes(threadId) - runAllocatedBefore;
    if (allocated < nextLookAt) {
      return;
    }
    long live = heap.collect();
    if (liveAtFirstLook == 0) {
      liveAtFirstLook = live;
    } else if (live - liveAtFirstLook > limitBytes / 2) {
      end(Reason.MEMORY);
    }
    nextLookAt = allocated + limitBytes / 2;
  }

  void endForClosing() {
    if (begun != 0 && reason == null) {
      end(Reason.TIME);
    }
  }

  void endForMemory() {
    if (reason == null) {
      end(Reason.MEMORY);
    }
  }

  /** Closing waits for the guest, so it must not be done by who looks after the others. */
  private void end(Reason why) {
    reason = why;
    ended = System.nanoTime();
    Thread closer = new Thread(() -> context.close(true), "function-end");
    closer.setDaemon(true);
    closer.start();
  }

  /** A run that was given up is still watched, as what may never end. */
  @Override
  public void close() {
    if (!thread.isAbandoned()) {
      end();
      watchdog.remove(this);
    }
  }
}

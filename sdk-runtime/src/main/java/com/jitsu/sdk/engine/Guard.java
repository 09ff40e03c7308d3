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
    MEMORY,
    /** The engine is closed. */
    END
  }

  private final Watchdog watchdog;
  private final Context context;
  private final GuestThread thread;
  private final long limitNanos;
  private final long limitBytes;
  private final long threadId;
  private final long allocatedBefore;

  private volatile Runnable afterEnd = () -> {};

  /** When the run began; 0 while none is running. */
  private volatile long begun;

  private volatile @Nullable Reason reason;
  private volatile long ended;
  private volatile long runAllocatedBefore;
  private volatile long nextLookAt;

  /** Live on the heap when the run was first looked at; 0 before that. */
  private volatile long liveAtFirstLook;

  private volatile long allocatedAtFirstLook;

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

  /**
   * A run begins.
   *
   * @return false when the context was ended while nothing ran in it
   */
  boolean begin() {
    runAllocatedBefore = HeapGauge.allocatedBytes(threadId);
    nextLookAt = limitBytes / 2;
    liveAtFirstLook = 0;
    long now = System.nanoTime();
    begun = now == 0 ? 1 : now;
    watchdog.wake();
    return reason == null;
  }

  /** The run is over. */
  synchronized void end() {
    begun = 0;
  }

  boolean isRunning() {
    return begun != 0;
  }

  void whenEnded(Runnable action) {
    afterEnd = requireNonNull(action);
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
      end(Reason.TIME, since);
    } else if (reason != null && now - ended > graceNanos && !thread.isAbandoned()) {
      thread.abandon();
      watchdog.remove(this);
    }
  }

  /**
   * Whether the heap must be collected to know what the run keeps. Half of the limit may be
   * allocated before anyone looks; and whenever the heap as it is, garbage and all, holds less than
   * half of the limit above the first look, the run has another half to go.
   */
  boolean needsLook(HeapGauge heap) {
    if (begun == 0 || reason != null) {
      return false;
    }
    long allocated = runAllocatedBytes();
    if (liveAtFirstLook > 0 && heap.usedBytes() - liveAtFirstLook <= limitBytes / 2) {
      nextLookAt = allocated + limitBytes / 2;
    }
    return allocated >= nextLookAt;
  }

  /**
   * Takes note of the heap after a collection.
   *
   * @return true when it has grown by more than the run may keep since the first look
   */
  boolean isSuspect(long live) {
    long allocated = runAllocatedBytes();
    nextLookAt = allocated + limitBytes / 2;
    if (liveAtFirstLook == 0) {
      liveAtFirstLook = live;
      allocatedAtFirstLook = allocated;
      return false;
    }
    return live - liveAtFirstLook > limitBytes / 2;
  }

  /** What may have made the heap grow since the first look, at most. */
  long allocatedSinceFirstLook() {
    return runAllocatedBytes() - allocatedAtFirstLook;
  }

  private long runAllocatedBytes() {
    return HeapGauge.allocatedBytes(threadId) - runAllocatedBefore;
  }

  void endForClosing() {
    if (begun != 0) {
      end(Reason.END, begun);
    }
  }

  /** Ends the context, whether anything runs in it or not. */
  void endForMemory() {
    end(Reason.MEMORY, begun);
  }

  /**
   * Closing waits for the guest, so it must not be done by who looks after the others.
   *
   * @param since the begin of the run that is meant; one that began later is left alone
   */
  private synchronized void end(Reason why, long since) {
    if (reason != null || begun != since) {
      return;
    }
    reason = why;
    ended = System.nanoTime();
    Runnable close =
        () -> {
          context.close(true);
          watchdog.remove(this);
          afterEnd.run();
        };
    Thread closer = new Thread(close, "function-end");
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

package com.jitsu.lite.rebuild;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets others pause a piece of work, or end it. Thread-safe. */
final class Control {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean paused;
  private boolean cancelled;

  /**
   * For whoever does the work, between two steps: waits while it is paused.
   *
   * @throws CancellationException when it is to end
   */
  void pass() {
    lock.lock();
    try {
      while (paused && !cancelled) {
        changed.awaitUninterruptibly();
      }
      if (cancelled) {
        throw new CancellationException();
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #pass}, without waiting. */
  void refuseIfCancelled() {
    lock.lock();
    try {
      if (cancelled) {
        throw new CancellationException();
      }
    } finally {
      lock.unlock();
    }
  }

  void pause(boolean wanted) {
    lock.lock();
    try {
      paused = wanted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isPaused() {
    lock.lock();
    try {
      return paused;
    } finally {
      lock.unlock();
    }
  }

  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

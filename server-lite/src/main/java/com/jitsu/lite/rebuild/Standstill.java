package com.jitsu.lite.rebuild;

/**
 * Counts who is between reading a profile's events and having written its row, and can keep all of
 * them out for a moment. Thread-safe.
 */
final class Standstill {

  private int working;
  private boolean still;

  /** Waits while others are kept out. Everybody who enters leaves once, on any thread. */
  synchronized void enter() {
    await(false);
    working++;
  }

  /** False, without waiting, while others are kept out. */
  synchronized boolean tryEnter() {
    if (!still) {
      working++;
    }
    return !still;
  }

  synchronized void leave() {
    working--;
    notifyAll();
  }

  /** Runs the action while nobody is within. */
  void still(Runnable action) {
    synchronized (this) {
      await(false);
      still = true;
      await(true);
    }
    try {
      action.run();
    } finally {
      synchronized (this) {
        still = false;
        notifyAll();
      }
    }
  }

  /** Waits until nobody keeps others out, or, for who does, until all have left. */
  private void await(boolean forOthersToLeave) {
    boolean interrupted = false;
    while (forOthersToLeave ? working > 0 : still) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.engine.GuestThread.AbandonedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The threads that were given up with what runs on them, by the code that it is. Each burns a
 * processor until its built-in loop ends, if ever, so that no code may have many. Thread-safe.
 */
final class Strays {

  /** Of one module, in all contexts. */
  static final int MOST = 2;

  private final Map<String, List<GuestThread>> threads = new HashMap<>();

  /** The code has too many strays already. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException() {
      super(
          MOST
              + " runs of this function are stuck in a built-in operation that cannot be ended, and keep"
              + " a processor busy each; until one of them ends it is not started again: correct the"
              + " function, publish it and restart the process");
    }
  }

  /**
   * Does the work on the thread, and remembers the thread if it does not come back.
   *
   * @throws TooManyException without starting
   * @throws AbandonedException when the work was given up while it ran
   */
  <T> T call(String code, GuestThread thread, Callable<T> work) {
    if (count(code) >= MOST) {
      throw new TooManyException();
    }
    try {
      return thread.call(work);
    } catch (AbandonedException e) {
      add(code, requireNonNull(thread));
      throw e;
    }
  }

  /** True when nothing that was given up still runs. */
  synchronized boolean areGone() {
    forgetEnded();
    return threads.isEmpty();
  }

  private synchronized void add(String code, GuestThread thread) {
    threads.computeIfAbsent(code, unused -> new ArrayList<>()).add(thread);
  }

  private synchronized int count(String code) {
    if (threads.isEmpty()) {
      return 0;
    }
    forgetEnded();
    return threads.getOrDefault(code, List.of()).size();
  }

  private void forgetEnded() {
    threads.values().forEach(each -> each.removeIf(thread -> !thread.isAlive()));
    threads.values().removeIf(List::isEmpty);
  }
}

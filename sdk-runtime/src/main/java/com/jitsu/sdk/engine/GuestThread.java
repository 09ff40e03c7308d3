package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The thread that one context runs on, so that its caller can go on when the guest cannot be ended:
 * some of the language's built-in loops (BigInt arithmetic, an array's method on something with a
 * length of 2^53) look at no flag while they run. For one caller at a time; a daemon.
 */
final class GuestThread implements AutoCloseable {

  private final ExecutorService executor;
  private volatile @Nullable Thread thread;
  private volatile @Nullable CompletableFuture<?> current;
  private volatile boolean abandoned;

  GuestThread(String name) {
    this.executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              thread = made;
              return made;
            });
  }

  /** The guest did not come back; it is left to itself on its daemon thread. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Does the work on the thread and waits for it.
   *
   * @throws AbandonedException when the work was given up while it ran
   */
  <T> T call(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    current = done;
    executor.execute(
        () -> {
          try {
            done.complete(work.call());
          } catch (Throwable e) {
            // Whatever it is, the caller must hear of it.
            done.completeExceptionally(e);
          }
        });
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Lets the caller go; the thread ends when its work does, if ever. */
  void abandon() {
    abandoned = true;
    CompletableFuture<?> waiting = current;
    if (waiting != null) {
      waiting.completeExceptionally(new AbandonedException());
    }
    executor.shutdown();
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** False once an abandoned thread's work has ended after all. */
  boolean isAlive() {
    Thread made = thread;
    return made != null && made.isAlive();
  }

  /** Of the thread; only from the work that runs on it, or after it. */
  long id() {
    return requireNonNull(thread, "no work was done yet").getId();
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}

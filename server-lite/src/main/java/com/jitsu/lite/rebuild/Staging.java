package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.ProfileHistory;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Builds histories on the workers, a bounded number of chunks at a time, and stages their rows. For
 * one thread.
 */
final class Staging implements AutoCloseable {

  private final VersionRunner runner;
  private final DuckDbWarehouse warehouse;
  private final Workers workers;
  private final Consumer<Built> each;
  private final Semaphore room;
  private final Deque<Future<?>> running = new ArrayDeque<>();
  private final HistoryChunk chunk = new HistoryChunk();

  /**
   * @param maxChunks how many chunks may be in memory
   */
  record Workers(ExecutorService threads, int maxChunks) {
    Workers {
      requireNonNull(threads);
    }
  }

  /**
   * @param each gets what became of every profile, on the worker's thread
   */
  Staging(VersionRunner runner, DuckDbWarehouse warehouse, Workers workers, Consumer<Built> each) {
    this.runner = requireNonNull(runner);
    this.warehouse = requireNonNull(warehouse);
    this.workers = requireNonNull(workers);
    this.each = requireNonNull(each);
    this.room = new Semaphore(workers.maxChunks());
  }

  /** Waits while too much is under way; a chunk that failed as a whole is thrown here. */
  void add(ProfileHistory history) {
    chunk.add(history);
    if (chunk.isFull()) {
      submit(chunk.take());
    }
  }

  /** Returns when everything added is staged; throws what kept a chunk from it. */
  void finish() {
    submit(chunk.take());
    while (!running.isEmpty()) {
      result(running.remove());
    }
  }

  /** Returns when nobody stages any more, also after a failure. */
  @Override
  public void close() {
    room.acquireUninterruptibly(workers.maxChunks());
    room.release(workers.maxChunks());
  }

  private void submit(List<ProfileHistory> histories) {
    if (histories.isEmpty()) {
      return;
    }
    // Before taking room: what failed must not keep it.
    while (!running.isEmpty() && running.peek().isDone()) {
      result(running.remove());
    }
    room.acquireUninterruptibly();
    try {
      running.add(workers.threads().submit(() -> build(histories)));
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
  }

  private void build(List<ProfileHistory> histories) {
    try {
      RowWriter.write(runner.build(histories), warehouse::stage).forEach(each);
    } finally {
      room.release();
    }
  }

  private static void result(Future<?> chunk) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          chunk.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a chunk of profiles was not built", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

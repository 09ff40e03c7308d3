package com.jitsu.lite.rebuild;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Threads, one for each processor, that build profiles. Live work goes before rebuilds, so that no
 * rebuild can starve it; each live builder has a thread of its own besides, so that nobody else's
 * work can keep it waiting. The threads begin with the first work.
 */
final class Workers implements AutoCloseable {

  private final Queue<FutureTask<?>> live = new ArrayDeque<>();
  private final Queue<FutureTask<?>> rebuilds = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean started;
  private boolean closed;

  Workers(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(new Thread(this::run, "profile-worker-" + (i + 1)));
    }
  }

  int count() {
    return threads.size();
  }

  /** Does it when no live work waits. */
  <T> Future<T> rebuild(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    add(rebuilds, task);
    return task;
  }

  /** Does it as soon as a thread is free; perhaps after it is of use. */
  void helpLive(Runnable work) {
    add(live, new FutureTask<>(work, true));
  }

  /** Work that has not begun is not done any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      live.forEach(task -> task.cancel(false));
      rebuilds.forEach(task -> task.cancel(false));
      notifyAll();
    }
  }

  private synchronized void add(Queue<FutureTask<?>> queue, FutureTask<?> task) {
    if (closed) {
      throw new RejectedExecutionException("the workers are closed");
    }
    if (!started) {
      started = true;
      threads.forEach(Thread::start);
    }
    queue.add(task);
    notifyAll();
  }

  private void run() {
    try {
      for (FutureTask<?> task = next(); task != null; task = next()) {
        task.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable FutureTask<?> next() throws InterruptedException {
    while (live.isEmpty() && rebuilds.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    return live.isEmpty() ? rebuilds.remove() : live.remove();
  }
}

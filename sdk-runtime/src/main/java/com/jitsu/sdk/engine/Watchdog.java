package com.jitsu.sdk.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;

/**
 * Ends runs that last too long. The whole context goes: an interrupt would skip the guest's {@code
 * catch} but still run its {@code finally}, which may loop as well.
 */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor clock;

  Watchdog() {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setName("function-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Watches the context from now on until the returned watch is closed. */
  Watch watch(Context context, Duration limit) {
    AtomicBoolean expired = new AtomicBoolean();
    try {
      ScheduledFuture<?> end =
          clock.schedule(
              () -> {
                expired.set(true);
                context.close(true);
              },
              limit.toNanos(),
              TimeUnit.NANOSECONDS);
      return new Watch(end, expired);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the engine is closed", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** One watched run. */
  record Watch(ScheduledFuture<?> end, AtomicBoolean overdue) implements AutoCloseable {

    boolean expired() {
      return overdue.get();
    }

    @Override
    public void close() {
      end.cancel(false);
    }
  }
}

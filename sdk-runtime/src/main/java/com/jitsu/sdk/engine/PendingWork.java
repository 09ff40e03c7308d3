package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What one run waits for: answers from the world, and timers. Answers arrive from any thread;
 * everything else is the run's own thread.
 *
 * <p>With a clock of the run's own, timers are due in their order as soon as no answer is awaited,
 * and the clock jumps: nothing waits for real.
 */
final class PendingWork {

  /** A timer by the guest's number. */
  private record Timer(int id, double dueMillis, long order) {}

  private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingDouble(Timer::dueMillis).thenComparingLong(Timer::order));
  private final boolean ownClock;
  private final long startedNanos = System.nanoTime();
  private double ownMillis;
  private int awaited;
  private long lastOrder;

  /**
   * For one run.
   *
   * @param startMillis of the run's own clock; absent for the machine's
   */
  PendingWork(@Nullable Long startMillis) {
    this.ownClock = startMillis != null;
    this.ownMillis = startMillis == null ? 0 : startMillis;
  }

  /** Has the handler called, on the run's thread, with the answer or the failure. */
  <T> void await(
      CompletableFuture<T> answer, BiConsumer<@Nullable T, @Nullable Throwable> handler) {
    requireNonNull(handler);
    awaited++;
    CompletableFuture<T> unused =
        answer.whenComplete(
            (value, failure) ->
                arrived.add(
                    () -> {
                      awaited--;
                      handler.accept(value, failure);
                    }));
  }

  void addTimer(int id, int delayMillis) {
    timers.add(new Timer(id, nowMillis() + delayMillis, lastOrder++));
  }

  /** What {@code Date} of a run with its own clock shows. */
  double nowMillis() {
    return ownClock ? ownMillis : (System.nanoTime() - startedNanos) / 1e6;
  }

  /**
   * Waits for the next thing to do and does it.
   *
   * @param isWanted whether a timer was not cleared
   * @param fire what a due timer does
   * @return false when there is nothing left to wait for, or the time is over
   */
  boolean runNext(long nanosLeft, IntPredicate isWanted, IntConsumer fire) {
    while (!timers.isEmpty() && !isWanted.test(timers.peek().id())) {
      timers.poll();
    }
    Timer timer = timers.peek();
    if (awaited == 0 && timer == null) {
      return false;
    }
    boolean jump = ownClock && awaited == 0 && timer != null;
    Runnable next = jump ? null : poll(nanosLeft, timer);
    if (next != null) {
      next.run();
      return true;
    }
    if (timer != null && (jump || (!ownClock && timer.dueMillis() <= nowMillis()))) {
      timers.poll();
      ownMillis = Math.max(ownMillis, timer.dueMillis());
      fire.accept(timer.id());
      return true;
    }
    return nanosLeft > 0 && timer != null;
  }

  private @Nullable Runnable poll(long nanosLeft, @Nullable Timer timer) {
    long wait = nanosLeft;
    if (timer != null && !ownClock) {
      wait = Math.min(wait, (long) ((timer.dueMillis() - nowMillis()) * 1e6));
    }
    try {
      return arrived.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}

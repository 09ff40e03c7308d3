package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.problem.Problem;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Two threads for answers that take their time, so that slow ones never keep events waiting; a few
 * more may wait, the rest is refused.
 */
final class SlowAnswers {

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 20;

  private final String what;
  private final ThreadPoolExecutor threads;

  /**
   * @param thread names the threads
   * @param what waits, in the plural
   */
  SlowAnswers(String thread, String what) {
    this.what = requireNonNull(what);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread made = new Thread(task, thread);
              made.setDaemon(true);
              return made;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Answers when there is a thread.
   *
   * @throws Refusal JITSU-0507 when too many wait already
   */
  CompletionStage<Reply> later(Supplier<Reply> answer) {
    try {
      return CompletableFuture.supplyAsync(answer, threads);
    } catch (RejectedExecutionException e) {
      throw new Refusal(
          503,
          new Problem(
              "JITSU-0507",
              MOST_WAITING + " " + what + " wait already",
              null,
              "send the same again in a while"));
    }
  }
}

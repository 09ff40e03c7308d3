package com.jitsu.lite.api;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/sql}: one SELECT over the warehouse, for the admin token.
 *
 * <p>Queries have two threads of their own, so that slow ones never keep events waiting.
 */
final class SqlEndpoint implements Endpoint {

  private static final int MOST_ROWS = 10_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 20;

  private final Access access;
  private final DuckDbWarehouse warehouse;
  private final ThreadPoolExecutor threads;

  SqlEndpoint(Access access, DuckDbWarehouse warehouse) {
    this.access = access;
    this.warehouse = warehouse;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "sql");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    access.requireAdmin(call);
    JsonBody body = JsonBody.of(call, "sql");
    String sql = body.requiredText("sql");
    body.refuse();
    try {
      return CompletableFuture.supplyAsync(
          () -> Reply.json(warehouse.query(sql, MOST_ROWS, LIMIT).toJson()), threads);
    } catch (RejectedExecutionException e) {
      throw new Refusal(
          503,
          new Problem(
              "JITSU-0507",
              MOST_WAITING + " queries wait already",
              null,
              "send the same again in a while"));
    }
  }
}

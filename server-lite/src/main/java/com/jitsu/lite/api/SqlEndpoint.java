package com.jitsu.lite.api;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** {@code POST /api/sql}: one SELECT over the warehouse, for the admin token. */
final class SqlEndpoint implements Endpoint {

  private static final int MOST_ROWS = 10_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Access access;
  private final DuckDbWarehouse warehouse;
  private final SlowAnswers queries = new SlowAnswers("sql", "queries");

  SqlEndpoint(Access access, DuckDbWarehouse warehouse) {
    this.access = access;
    this.warehouse = warehouse;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    access.requireAdmin(call);
    JsonBody body = JsonBody.of(call, "sql");
    String sql = body.requiredText("sql");
    body.refuse();
    return queries.later(() -> Reply.json(warehouse.query(sql, MOST_ROWS, LIMIT).toJson()));
  }
}

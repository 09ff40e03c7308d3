package com.jitsu.lite.api;

import com.jitsu.lite.health.Health;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import java.util.concurrent.CompletionStage;

/** {@code GET /health}: 200 when every part works, else 503; open to everybody who can connect. */
final class HealthEndpoint implements Endpoint {

  private final Health health;

  HealthEndpoint(Health health) {
    this.health = health;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    return health
        .report()
        .thenApply(
            report ->
                Reply.json(report.pass() ? 200 : 503, report.json())
                    .with("Cache-Control", "no-store"));
  }
}

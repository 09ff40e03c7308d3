package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.rebuild.Rebuilds;
import java.util.concurrent.CompletionStage;

/** {@code GET /api/builders/{id}/estimate}: what publishing the draft would take. */
final class EstimateEndpoint implements Endpoint {

  private final Access access;
  private final RedisBuilders builders;
  private final Rebuilds rebuilds;
  private final SlowAnswers estimates = new SlowAnswers("estimate", "estimates");

  EstimateEndpoint(Access access, RedisBuilders builders, Rebuilds rebuilds) {
    this.access = requireNonNull(access);
    this.builders = requireNonNull(builders);
    this.rebuilds = requireNonNull(rebuilds);
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    access.requireDeploy(call);
    return estimates.later(
        () -> Reply.json(rebuilds.estimate(ExistingBuilders.of(call, builders).id())));
  }
}

package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /api/functions/run}: runs a function once and tells everything about it.
 *
 * <p>The function is the caller's, nothing of it is kept and no row is written; store, fetch and
 * warehouses are the server's own.
 */
final class RunEndpoint implements Endpoint {

  private static final String PROFILE = "profile";
  private static final String TRANSFORMATION = "transformation";
  private static final String CHAIN = "chain";

  private final Access access;
  private final FunctionEngine engine;
  private final HostServices services;
  private final Clock clock;
  private final SlowAnswers runs = new SlowAnswers("run", "runs");

  RunEndpoint(Access access, FunctionEngine engine, HostServices services, Clock clock) {
    this.access = requireNonNull(access);
    this.engine = requireNonNull(engine);
    this.services = requireNonNull(services);
    this.clock = requireNonNull(clock);
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    access.requireDeploy(call);
    JsonBody body =
        JsonBody.of(
            call,
            "kind",
            "code",
            "slug",
            "source",
            "sourceMap",
            "functions",
            "events",
            "event",
            "user",
            "builder",
            "context",
            "variables",
            "now",
            "timeLimitMs");
    String kind = body.word("kind", PROFILE, PROFILE, TRANSFORMATION, CHAIN);
    RunSettings settings = RunSettings.read(body, engine.timeLimit(), services, clock);
    Trial trial =
        switch (kind) {
          case TRANSFORMATION -> EventTrial.ofOne(body, settings);
          case CHAIN -> EventTrial.ofChain(body, settings);
          default -> ProfileTrial.read(body, settings);
        };
    body.refuse();
    return runs.later(() -> Reply.json(trial.run(engine)));
  }
}

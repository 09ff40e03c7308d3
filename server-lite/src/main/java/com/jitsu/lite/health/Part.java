package com.jitsu.lite.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part and the question that it was asked last. */
final class Part {

  private static final Logger log = LoggerFactory.getLogger(Part.class);

  private final String name;
  private final Health.Check check;
  private final Health.Details details;
  private final Executor threads;
  private @Nullable CompletableFuture<State> asked;
  private boolean failing;

  /**
   * @param problem what keeps it from working; empty when it works
   */
  record State(String problem, ObjectNode details) {}

  Part(String name, Health.Check check, Health.Details details, Executor threads) {
    this.name = name;
    this.check = check;
    this.details = details;
    this.threads = threads;
  }

  /** How it is, after {@code limit} at the latest. */
  synchronized CompletableFuture<State> state(Duration limit) {
    CompletableFuture<State> now = asked;
    if (now == null || now.isDone()) {
      now = CompletableFuture.supplyAsync(this::ask, threads);
      asked = now;
    }
    return now.copy()
        .completeOnTimeout(
            new State("it has not answered within " + limit.toMillis() + " ms", Json.object()),
            limit.toMillis(),
            TimeUnit.MILLISECONDS)
        .whenComplete((state, bug) -> tell(state));
  }

  private State ask() {
    ObjectNode told = Json.object();
    String problem = failureOf(() -> check.check());
    String withDetails = failureOf(() -> details.addTo(told));
    return new State(problem.isEmpty() ? withDetails : problem, told);
  }

  private static String failureOf(Health.Check check) {
    try {
      check.check();
      return "";
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Once when it begins and once when it ends: whoever watches asks every few seconds. */
  private synchronized void tell(@Nullable State state) {
    String problem = state == null ? "" : state.problem();
    boolean fails = !problem.isEmpty();
    if (fails && !failing) {
      log.warn("part={} does not work now: {}", name, problem);
    } else if (!fails && failing) {
      log.info("part={} works again", name);
    }
    failing = fails;
  }
}

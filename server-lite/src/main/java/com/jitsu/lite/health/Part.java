package com.jitsu.lite.health;

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
  private final Executor threads;
  private @Nullable CompletableFuture<String> asked;
  private boolean failing;

  Part(String name, Health.Check check, Executor threads) {
    this.name = name;
    this.check = check;
    this.threads = threads;
  }

  /** What keeps it from working, after {@code limit} at the latest; empty when it works. */
  synchronized CompletableFuture<String> problem(Duration limit) {
    CompletableFuture<String> now = asked;
    if (now == null || now.isDone()) {
      now = CompletableFuture.supplyAsync(this::ask, threads);
      asked = now;
    }
    return now.copy()
        .completeOnTimeout(
            "it has not answered within " + limit.toMillis() + " ms",
            limit.toMillis(),
            TimeUnit.MILLISECONDS)
        .whenComplete((problem, bug) -> tell(problem));
  }

  private String ask() {
    try {
      check.check();
      return "";
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Once when it begins and once when it ends: whoever watches asks every few seconds. */
  private synchronized void tell(@Nullable String problem) {
    boolean fails = problem != null && !problem.isEmpty();
    if (fails && !failing) {
      log.warn("part={} does not work now: {}", name, problem);
    } else if (!fails && failing) {
      log.info("part={} works again", name);
    }
    failing = fails;
  }
}

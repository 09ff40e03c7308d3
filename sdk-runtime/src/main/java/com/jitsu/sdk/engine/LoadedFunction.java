package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.GuestThread.AbandonedException;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function's module in its context, opened anew after a run was ended by force or when the
 * variables change. For one caller at a time; any thread may close it.
 */
final class LoadedFunction implements AutoCloseable {

  private final Bundle bundle;
  private final Duration limit;
  private final BiFunction<GuestThread, Map<String, String>, GuestContext> opener;
  private volatile GuestThread thread;
  private volatile @Nullable GuestContext context;
  private volatile boolean closed;

  /**
   * Opens the first context.
   *
   * @param limit of the module's top level, for messages
   */
  LoadedFunction(
      Bundle bundle,
      Duration limit,
      BiFunction<GuestThread, Map<String, String>, GuestContext> opener) {
    this.bundle = requireNonNull(bundle);
    this.limit = requireNonNull(limit);
    this.opener = requireNonNull(opener);
    this.thread = newThread();
    try {
      open(Map.of());
    } catch (RuntimeException e) {
      thread.close();
      throw e;
    }
  }

  Bundle bundle() {
    return bundle;
  }

  /**
   * Does something with the context, on its thread.
   *
   * @param givenUp the answer when the context does not come back
   */
  <T> T run(
      Map<String, String> variables,
      Function<GuestContext, T> work,
      Function<GuestContext, T> givenUp) {
    GuestContext ready = ready(variables);
    try {
      return thread.call(() -> work.apply(ready));
    } catch (AbandonedException e) {
      return givenUp.apply(ready);
    }
  }

  private GuestContext ready(Map<String, String> variables) {
    GuestContext known = context;
    if (known != null && !known.disposed() && known.variables().equals(variables)) {
      return known;
    }
    if (known != null) {
      known.close();
    }
    return open(variables);
  }

  private GuestContext open(Map<String, String> variables) {
    if (thread.isAbandoned()) {
      thread = newThread();
    }
    GuestThread on = thread;
    GuestContext opened;
    try {
      opened = on.call(() -> opener.apply(on, variables));
    } catch (AbandonedException e) {
      throw new ProblemException(GuestErrors.topLevelTooSlow(bundle.source(), limit), e);
    }
    context = opened;
    if (closed) {
      opened.close();
    }
    return opened;
  }

  private GuestThread newThread() {
    return new GuestThread("function-" + bundle.config().slug());
  }

  @Override
  public void close() {
    closed = true;
    GuestContext last = context;
    if (last != null) {
      last.close();
    }
    thread.close();
  }
}

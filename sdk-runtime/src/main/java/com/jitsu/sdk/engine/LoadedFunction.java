package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.GuestThread.AbandonedException;
import com.jitsu.sdk.engine.Strays.TooManyException;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * A function's module in its context, opened anew after a run was ended by force or when the
 * variables change. For one caller at a time; any thread may close it.
 */
final class LoadedFunction implements AutoCloseable {

  private final Bundle bundle;
  private final Duration limit;
  private final Strays strays;
  private final BiFunction<GuestThread, Map<String, String>, GuestContext> opener;
  private volatile GuestThread thread;
  private volatile @Nullable GuestContext context;
  private volatile boolean closed;

  /**
   * Opens the first context.
   *
   * @param limit of the module's top level, for messages
   * @param variables of the first run, if they are known: with others the module begins anew
   */
  LoadedFunction(
      Bundle bundle,
      Duration limit,
      Strays strays,
      Map<String, String> variables,
      BiFunction<GuestThread, Map<String, String>, GuestContext> opener) {
    this.bundle = requireNonNull(bundle);
    this.limit = requireNonNull(limit);
    this.strays = requireNonNull(strays);
    this.opener = requireNonNull(opener);
    this.thread = newThread();
    try {
      open(variables);
    } catch (TooManyException e) {
      thread.close();
      throw new ProblemException(GuestErrors.stuck(bundle.source(), e.getMessage()), e);
    } catch (RuntimeException e) {
      thread.close();
      throw e;
    }
  }

  boolean isClosed() {
    return closed;
  }

  Bundle bundle() {
    return bundle;
  }

  /**
   * Does something with the context, on its thread.
   *
   * @param lost the answer when there is none from the context
   */
  <T> T run(Map<String, String> variables, Function<GuestContext, T> work, Function<Loss, T> lost) {
    try {
      GuestContext ready = ready(variables);
      try {
        return work(ready, work);
      } catch (PolyglotException | IllegalStateException e) {
        if (closed || !ready.disposed()) {
          throw e;
        }
      }
      // Between two runs it was taken to make room, so this one has not begun.
      return work(ready(variables), work);
    } catch (AbandonedException e) {
      return lost.apply(new Loss(bundle.config().slug(), limit, null));
    } catch (TooManyException e) {
      return lost.apply(new Loss(bundle.config().slug(), limit, String.valueOf(e.getMessage())));
    }
  }

  private <T> T work(GuestContext ready, Function<GuestContext, T> work) {
    return strays.call(bundle.code(), thread, () -> work.apply(ready));
  }

  private GuestContext ready(Map<String, String> variables) {
    GuestContext known = context;
    if (known != null && !known.disposed() && known.variables().equals(variables)) {
      return known;
    }
    return reopen(variables);
  }

  private GuestContext reopen(Map<String, String> variables) {
    forget();
    return open(variables);
  }

  /** In a frame of its own: what the context keeps may go before the next one needs room. */
  private void forget() {
    GuestContext known = context;
    context = null;
    if (known != null) {
      known.close();
    }
  }

  private GuestContext open(Map<String, String> variables) {
    if (thread.isAbandoned()) {
      thread = newThread();
    }
    GuestThread on = thread;
    GuestContext opened;
    try {
      opened = strays.call(bundle.code(), on, () -> opener.apply(on, variables));
    } catch (AbandonedException e) {
      throw new ProblemException(GuestErrors.topLevelTooSlow(bundle.source(), limit), e);
    }
    context = opened;
    opened.whenEnded(
        () -> {
          if (context == opened) {
            context = null;
          }
        });
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

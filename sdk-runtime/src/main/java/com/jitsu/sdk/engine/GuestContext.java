package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.RetryPolicy;
import com.jitsu.sdk.engine.events.EventBorder;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One module in one confined context. On its guest thread only; any thread may close it. */
final class GuestContext implements AutoCloseable {

  /** What a default export can be wanted for; the prelude knows the words. */
  enum Kind {
    PROFILE,
    EVENT
  }

  private final Limits limits;
  private final GuestThread thread;
  private final Context context;
  private final Chance chance = new Chance();
  private final GuestLibrary library;
  private final Guard guard;
  private final String slug;
  private final Map<String, String> variables;
  private final GuestErrors errors;
  private final RunRecorder recorder;
  private final HostBorder border;
  private final Value prelude;
  private @Nullable Value module;
  private @Nullable RunArguments arguments;
  private volatile boolean disposed;

  private GuestContext(
      Confinement confinement,
      GuestThread thread,
      String slug,
      Map<String, String> variables,
      GuestErrors errors) {
    this.limits = confinement.limits();
    this.thread = thread;
    this.library = confinement.library(chance);
    this.context = confinement.open(new GuestModules(library::module));
    this.guard = confinement.guard(context, thread);
    this.slug = slug;
    this.variables = variables;
    this.errors = errors;
    this.recorder = new RunRecorder(errors, limits);
    this.border = new HostBorder(limits, recorder);
    library.install(context);
    this.prelude = confinement.prelude(context, recorder.callbacks(), border.callbacks());
    prelude.invokeMember("setVariables", Json.text(Json.mapper().valueToTree(variables)));
  }

  /**
   * Evaluates the bundle's module and checks that its default export can be run.
   *
   * @throws ProblemException as {@link FunctionEngine#load}
   */
  static GuestContext open(
      Confinement confinement,
      GuestThread thread,
      Bundle bundle,
      Kind kind,
      Map<String, String> variables) {
    String slug = bundle.config().slug();
    GuestErrors errors = new GuestErrors(bundle.source(), bundle.sourceMap());
    GuestContext opened =
        new GuestContext(confinement, thread, slug, variables, errors)
            .evaluate(confinement.module(bundle));
    String refusal = opened.guarded(() -> opened.refusal(kind));
    if (!refusal.isEmpty()) {
      opened.close();
      throw new ProblemException(errors.noFunction(slug, kind, refusal));
    }
    EventBorder events = new EventBorder(opened.context, confinement.footprints(), bundle);
    opened.arguments = new RunArguments(slug, opened.module(), events);
    return opened;
  }

  /** Runs the module's top level. */
  private GuestContext evaluate(Source source) {
    return guarded(
        () -> {
          module = context.eval(source);
          return this;
        });
  }

  /**
   * Does what may run the module's code, if only because the module changed an intrinsic, within
   * the limits of its top level.
   */
  private <T> T guarded(Supplier<T> work) {
    guard.begin();
    try {
      return work.get();
    } catch (PolyglotException | IllegalStateException e) {
      Problem problem = problem(e);
      close();
      throw new ProblemException(problem, e);
    } finally {
      guard.end();
    }
  }

  private Problem problem(RuntimeException e) {
    Guard.Reason reason = guard.reason();
    if (reason != null) {
      return reason == Guard.Reason.TIME
          ? GuestErrors.topLevelTooSlow(errors.source(), limits.time())
          : GuestErrors.topLevelTooLarge(errors.source(), guard.limitBytes());
    }
    if (e instanceof PolyglotException guests) {
      return errors.notLoaded(guests, limits);
    }
    throw e;
  }

  /** Why the default export cannot be such a function; empty when it can. */
  private String refusal(Kind kind) {
    if (!module().hasMember("default")) {
      return "missing";
    }
    String word = kind.name().toLowerCase(Locale.ROOT);
    Value refusal = prelude.invokeMember("refusal", module().getMember("default"), word);
    return refusal.isString() ? refusal.asString() : "";
  }

  Map<String, String> variables() {
    return variables;
  }

  /** True after a run was ended by force: nothing runs in here any more. */
  boolean disposed() {
    return disposed || guard.reason() != null;
  }

  /** Has this done when the context was ended by force, on any thread. */
  void whenEnded(Runnable action) {
    guard.whenEnded(action);
  }

  /** Runs a profile function. */
  RunReport run(ProfileRun run) {
    long start = System.nanoTime();
    GuestError ended = run("profile", run.now(), run.services(), arguments().of(run));
    Outcome outcome = recorder.outcome();
    return new RunReport(
        ended != null || outcome == null ? new Outcome.Failed(failure(ended)) : outcome,
        recorder.takeLog(),
        border.metrics(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Runs a transformation function. */
  EventReport run(EventRun run) {
    long start = System.nanoTime();
    GuestError ended = run("event", run.now(), run.services(), arguments().of(run));
    EventOutcome outcome = recorder.eventOutcome();
    return new EventReport(
        ended != null || outcome == null
            ? new EventOutcome.Failed(failure(ended), RetryPolicy.standard())
            : outcome,
        recorder.takeLog(),
        border.metrics(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Runs to the end, or until nothing is left that could bring one about.
   *
   * @return how the run was ended by force; null when it was not
   */
  private @Nullable GuestError run(
      String kind, @Nullable Instant now, HostServices services, Object... arguments) {
    PendingWork pending = new PendingWork(now == null ? null : now.toEpochMilli());
    recorder.begin();
    border.begin(services, pending);
    draw(now);
    if (limits.statements() > 0) {
      context.resetLimits();
    }
    if (!guard.begin()) {
      throw new IllegalStateException("the context was ended while nothing ran in it");
    }
    try {
      prelude.getMember(kind).executeVoid(arguments);
      while (!recorder.hasEnded()
          && guard.reason() == null
          && pending.runNext(guard.nanosLeft(), this::isWaiting, timer -> fire(timer, pending))) {
        // Each step may settle the function's promise.
      }
      return guard.reason() == null && guard.nanosLeft() > 0 ? null : ended(kind);
    } catch (PolyglotException e) {
      disposed = true;
      return guard.reason() == null ? errors.ofAbort(e, limits) : ended(kind);
    } catch (StackOverflowError | OutOfMemoryError e) {
      disposed = true;
      return guard.reason() == null ? GuestErrors.exhausted() : ended(kind);
    } catch (IllegalStateException e) {
      // The context was closed between two guest calls; any other state is a bug.
      if (guard.reason() == null) {
        throw e;
      }
      return ended(kind);
    } finally {
      guard.end();
    }
  }

  private void draw(@Nullable Instant now) {
    if (now == null) {
      chance.free();
    } else {
      chance.fixed(now.toEpochMilli());
    }
  }

  private boolean isWaiting(int timer) {
    return prelude.getMember("isWaiting").execute(timer).asBoolean();
  }

  private void fire(int timer, PendingWork pending) {
    prelude.getMember("fire").executeVoid(timer, pending.nowMillis());
  }

  /** The run was ended by force, or its time was over while it waited. */
  private GuestError ended(String kind) {
    if (guard.reason() == Guard.Reason.MEMORY) {
      return errors.memory(slug, guard.limitBytes());
    }
    if (guard.reason() == Guard.Reason.END) {
      return new GuestError("Error", "the engine was closed while the function ran", List.of());
    }
    return kind.equals("profile")
        ? GuestErrors.timeout(limits.time())
        : GuestErrors.eventTimeout(slug, limits.time());
  }

  /** All jobs of the guest have run: what did not settle by now never will. */
  private static GuestError failure(@Nullable GuestError ended) {
    return ended != null
        ? ended
        : new GuestError(
            "Error",
            "the function's promise never settles: it awaits something that nothing will resolve",
            List.of());
  }

  @Override
  public void close() {
    guard.close();
    if (!thread.isAbandoned()) {
      context.close(true);
    }
  }

  private RunArguments arguments() {
    return Objects.requireNonNull(arguments, "a function is loaded before it is run");
  }

  private Value module() {
    return Objects.requireNonNull(module, "the module is evaluated before it is used");
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.RetryPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The transformation functions of a builder, in their order: each takes what the one before gave.
 * For one thread at a time. From CONTRACT A.8.
 *
 * <p>A function that fails is skipped, unless its error says otherwise; only the last one may make
 * several events of one, an earlier one that does loses the event.
 */
public final class TransformationChain implements AutoCloseable {

  private final List<EventFunction> functions;

  /** Closes the functions with itself. */
  public TransformationChain(List<EventFunction> functions) {
    this.functions = List.copyOf(functions);
  }

  /**
   * What became of one event.
   *
   * @param events none when it is excluded; what functions returned, whatever it is
   * @param failures in the order of the functions
   */
  public record Result(
      List<JsonNode> events, List<Failure> failures, List<LogLine> logs, List<Metric> metrics) {
    public Result {
      events = List.copyOf(events);
      failures = List.copyOf(failures);
      logs = List.copyOf(logs);
      metrics = List.copyOf(metrics);
    }
  }

  /** One function's failure and what it asks for. */
  public record Failure(
      String slug, GuestError error, EventOutcome.Effect effect, RetryPolicy retryPolicy) {
    public Failure {
      requireNonNull(slug);
      requireNonNull(error);
      requireNonNull(effect);
      requireNonNull(retryPolicy);
    }

    /** What a function's failure asks for, by the name of its error. */
    public static Failure of(String slug, EventOutcome.Failed failed) {
      GuestError error = failed.error();
      return new Failure(slug, error, EventOutcome.Effect.of(error), failed.retryPolicy());
    }
  }

  /** Sends one event through all functions. */
  public Result run(EventRun run) {
    List<Failure> failures = new ArrayList<>();
    List<LogLine> logs = new ArrayList<>();
    List<Metric> metrics = new ArrayList<>();
    List<JsonNode> events = List.of(run.event());
    for (int i = 0; i < functions.size() && !events.isEmpty(); i++) {
      EventFunction function = functions.get(i);
      EventReport report = function.run(run.with(events.get(0)));
      logs.addAll(report.logs());
      metrics.addAll(report.metrics());
      EventOutcome outcome = allowed(report.outcome(), i);
      if (outcome instanceof EventOutcome.Replaced replaced) {
        events = replaced.events();
      } else if (outcome instanceof EventOutcome.Dropped) {
        events = List.of();
      } else if (outcome instanceof EventOutcome.Failed failed) {
        Failure failure = Failure.of(function.bundle().config().slug(), failed);
        failures.add(failure);
        logs.add(
            new LogLine(LogLine.Level.ERROR, "Function execution failed " + failed.error().text()));
        if (failure.effect().drops()) {
          events = List.of();
        }
      }
    }
    return new Result(events, failures, logs, metrics);
  }

  private EventOutcome allowed(EventOutcome outcome, int index) {
    if (!(outcome instanceof EventOutcome.Replaced replaced)
        || replaced.events().size() == 1
        || index == functions.size() - 1) {
      return outcome;
    }
    return new EventOutcome.Failed(
        new GuestError(
            "NoRetryError",
            "Got "
                + replaced.events().size()
                + " events as result of function #"
                + (index + 1)
                + " of "
                + functions.size()
                + ". Only the last function in a chain is allowed to multiply events.",
            List.of()),
        RetryPolicy.standard());
  }

  @Override
  public void close() {
    functions.forEach(EventFunction::close);
  }
}

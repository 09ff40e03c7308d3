package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.ProblemException;

/**
 * A transformation function that can be run: one event in, none, one or more out. For one thread at
 * a time; what its module keeps lives on as in a {@link ProfileFunction}.
 */
public final class EventFunction implements AutoCloseable {

  private final LoadedFunction function;

  EventFunction(LoadedFunction function) {
    this.function = function;
  }

  public Bundle bundle() {
    return function.bundle();
  }

  /**
   * Runs the function on one event. Never throws for what the function does: that is in the report.
   *
   * @throws ProblemException as {@link FunctionEngine#loadTransformation}, when the module's top
   *     level fails with the variables of this run
   */
  public EventReport run(EventRun run) {
    return function.run(run.props(), context -> context.run(run), Loss::event);
  }

  /** May come from another thread: a run is ended by force then, and its report says nothing. */
  @Override
  public void close() {
    function.close();
  }
}

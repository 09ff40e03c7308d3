package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.ProblemException;

/**
 * A profile function that can be run. For one thread at a time.
 *
 * <p>What the module keeps at its top level lives on from run to run, as in Jitsu, until a run is
 * ended by force or comes with other variables; then the module is evaluated anew.
 */
public final class ProfileFunction implements AutoCloseable {

  private final LoadedFunction function;

  ProfileFunction(LoadedFunction function) {
    this.function = function;
  }

  public Bundle bundle() {
    return function.bundle();
  }

  /**
   * Runs the function once. Never throws for what the function does: that is in the report.
   *
   * @throws ProblemException as {@link FunctionEngine#load}, when the module's top level fails with
   *     the variables of this run
   */
  public RunReport run(ProfileRun run) {
    return function.run(run.props(), context -> context.run(run), Loss::profile);
  }

  /** May come from another thread: a run is ended by force then, and its report says nothing. */
  @Override
  public void close() {
    function.close();
  }
}

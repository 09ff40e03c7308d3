package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Map;
import java.util.function.Function;

/**
 * A profile function that can be run. For one thread at a time.
 *
 * <p>What the module keeps at its top level lives on from run to run, as in Jitsu, until a run is
 * ended by force or comes with other variables; then the module is evaluated anew.
 */
public final class ProfileFunction implements AutoCloseable {

  private final Bundle bundle;
  private final Function<Map<String, String>, GuestContext> opener;
  private volatile GuestContext context;

  ProfileFunction(Bundle bundle, Function<Map<String, String>, GuestContext> opener) {
    this.bundle = requireNonNull(bundle);
    this.opener = requireNonNull(opener);
    this.context = opener.apply(Map.of());
  }

  public Bundle bundle() {
    return bundle;
  }

  /**
   * Runs the function once. Never throws for what the function does: that is in the report.
   *
   * @throws ProblemException as {@link FunctionEngine#load}, when the module's top level fails with
   *     the variables of this run
   */
  public RunReport run(ProfileRun run) {
    if (context.disposed() || !context.variables().equals(run.props())) {
      context.close();
      context = opener.apply(run.props());
    }
    return context.run(run);
  }

  /** May come from another thread: a run is ended by force then, and its report says nothing. */
  @Override
  public void close() {
    context.close();
  }
}

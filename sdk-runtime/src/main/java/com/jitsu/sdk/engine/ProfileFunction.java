package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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

  /**
   * Runs the function on one profile after another, which saves the way to its thread and back for
   * each. As {@link #run(ProfileRun)}, reports in the order of the runs.
   *
   * @throws IllegalStateException when the function is closed before the last run begins
   */
  public List<RunReport> run(List<ProfileRun> runs) {
    List<RunReport> reports = new ArrayList<>(runs.size());
    while (reports.size() < runs.size()) {
      if (function.isClosed()) {
        throw new IllegalStateException("the function was closed between two runs");
      }
      List<ProfileRun> left = runs.subList(reports.size(), runs.size());
      // What is given up may come back much later, and must find a list of its own then.
      List<RunReport> done = Collections.synchronizedList(new ArrayList<>(left.size()));
      Optional<RunReport> lost =
          function.run(
              left.get(0).props(),
              context -> {
                run(context, left, done);
                return Optional.<RunReport>empty();
              },
              loss -> Optional.of(loss.profile()));
      reports.addAll(List.of(done.toArray(RunReport[]::new)));
      lost.ifPresent(reports::add);
    }
    return reports;
  }

  /** Until the context is spent, or the variables change. */
  private static void run(GuestContext context, List<ProfileRun> runs, List<RunReport> done) {
    for (int next = done.size(); next < runs.size(); next++) {
      ProfileRun run = runs.get(next);
      if (context.disposed() || !context.variables().equals(run.props())) {
        return;
      }
      done.add(context.run(run));
    }
  }

  /** May come from another thread: a run is ended by force then, and its report says nothing. */
  @Override
  public void close() {
    function.close();
  }
}

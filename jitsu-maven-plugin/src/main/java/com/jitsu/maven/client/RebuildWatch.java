package com.jitsu.maven.client;

import com.jitsu.maven.client.BuilderState.Rebuild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Follows rebuilds until they are over, or stand still. */
public final class RebuildWatch {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ServerClient server;

  public RebuildWatch(ServerClient server) {
    this.server = server;
  }

  /**
   * Asks for each builder in turn until its rebuild of this publication, or of a later one that
   * took its place, is over or pauses. A pause that somebody ends at once may go unseen.
   *
   * @param seen gets every state on the way, the last one included
   * @return the last states, in the order of {@code targets}
   */
  public List<BuilderState> follow(List<Target> targets, BiConsumer<BuilderState, Rebuild> seen)
      throws InterruptedException {
    List<BuilderState> last = new ArrayList<>();
    for (Target target : targets) {
      last.add(follow(target, seen));
    }
    return last;
  }

  private BuilderState follow(Target target, BiConsumer<BuilderState, Rebuild> seen)
      throws InterruptedException {
    while (true) {
      BuilderState state = server.builder(target.builder());
      Rebuild rebuild = state.rebuild();
      if (rebuild != null && rebuild.publication() >= target.publication()) {
        seen.accept(state, rebuild);
        if (rebuild.isOver() || rebuild.isPaused()) {
          return state;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** What to wait for. */
  public record Target(String builder, long publication) {}
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.ProfileHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Builds chunks of profiles on the workers, a bounded number at a time, and gives them back in
 * their order. For one thread.
 */
final class ChunkBuilds implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 500;

  private final VersionRunner runner;
  private final Workers workers;
  private final Control control;
  private final Deque<Chunk> running = new ArrayDeque<>();

  ChunkBuilds(VersionRunner runner, Workers workers, Control control) {
    this.runner = requireNonNull(runner);
    this.workers = requireNonNull(workers);
    this.control = requireNonNull(control);
  }

  private record Chunk(List<ProfileHistory> profiles, Future<ChunkResult> result) {}

  /** Enough for all workers to be busy while somebody writes what they built. */
  boolean hasRoom() {
    return running.size() < 2 * workers.count() + 1;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  int size() {
    return running.size();
  }

  void add(List<ProfileHistory> profiles) {
    running.add(new Chunk(profiles, workers.rebuild(() -> runner.build(profiles))));
  }

  /**
   * Waits for the chunk that was added first. One that met with the functions' store away is built
   * again until the store is back.
   *
   * @throws CancellationException when the rebuild is to end
   */
  List<Built> take() {
    Chunk chunk = running.element();
    ChunkResult result = result(chunk);
    while (result.storeWasAway()) {
      pause();
      control.refuseIfCancelled();
      result = runner.build(chunk.profiles());
    }
    running.remove();
    return result.built();
  }

  /** What is still being built is of no use any more. */
  @Override
  public void close() {
    running.forEach(chunk -> chunk.result().cancel(false));
    running.clear();
  }

  private static ChunkResult result(Chunk chunk) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return chunk.result().get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a chunk of profiles was not built", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

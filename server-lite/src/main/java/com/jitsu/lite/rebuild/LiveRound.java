package com.jitsu.lite.rebuild;

import com.jitsu.lite.history.ProfileHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Profiles that are built together; whoever has time takes a chunk of them. Thread-safe. */
final class LiveRound {

  private final VersionRunner runner;
  private final Queue<List<ProfileHistory>> chunks = new ArrayDeque<>();
  private final List<ChunkResult> results = new ArrayList<>();
  private int running;
  private @Nullable Throwable failure;

  LiveRound(VersionRunner runner) {
    this.runner = runner;
  }

  synchronized void add(List<ProfileHistory> chunk) {
    chunks.add(chunk);
  }

  /** Builds chunks as long as there are any; what goes wrong is told by {@link #results}. */
  void work() {
    List<ProfileHistory> chunk = take();
    while (chunk != null) {
      try {
        ChunkResult result = runner.build(chunk);
        done(result, null);
      } catch (RuntimeException | Error e) {
        done(null, e);
      }
      chunk = take();
    }
  }

  /**
   * Waits for those who still work.
   *
   * @throws CancellationException when the version is no longer to run
   */
  synchronized List<ChunkResult> results() {
    boolean interrupted = false;
    while (running > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return List.copyOf(results);
  }

  private synchronized @Nullable List<ProfileHistory> take() {
    List<ProfileHistory> chunk = failure == null ? chunks.poll() : null;
    if (chunk != null) {
      running++;
    }
    return chunk;
  }

  private synchronized void done(@Nullable ChunkResult result, @Nullable Throwable why) {
    running--;
    if (result != null) {
      results.add(result);
    }
    if (why != null && failure == null) {
      failure = why;
    }
    notifyAll();
  }
}

package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.EngineOptions;
import com.jitsu.sdk.engine.FunctionEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An engine that starts while something else is done; ready when it is first asked for. Most of a
 * short run is the first use of the language: thousands of classes are loaded for it.
 */
final class StartingEngine implements AutoCloseable {

  private final CompletableFuture<FunctionEngine> engine;

  StartingEngine(EngineOptions options) {
    this.engine = CompletableFuture.supplyAsync(() -> new FunctionEngine(options));
  }

  /**
   * Opens a function and closes it again, without being waited for: the next one opens at once.
   * What is wrong with it is told by whoever runs it.
   */
  void warmUp(Bundle function) {
    var unused =
        engine
            .thenAcceptAsync(started -> Compiler.load(started, List.of(function)))
            .exceptionally(failed -> null);
  }

  /** Waits until it has started. */
  FunctionEngine get() {
    try {
      return engine.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (!engine.isCompletedExceptionally()) {
      engine.join().close();
    }
  }
}

package com.jitsu.maven;

import com.jitsu.sdk.engine.EngineOptions;
import com.jitsu.sdk.engine.FunctionEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An engine that starts while something else is done; ready when it is first asked for. */
final class StartingEngine implements AutoCloseable {

  private final CompletableFuture<FunctionEngine> engine;

  StartingEngine(EngineOptions options) {
    this.engine = CompletableFuture.supplyAsync(() -> new FunctionEngine(options));
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

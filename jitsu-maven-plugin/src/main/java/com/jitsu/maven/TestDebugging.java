package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.EngineOptions;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Inspector;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code jitsu:test} does for a debugger: nothing unless {@code jitsu.debug} is set. */
final class TestDebugging implements AutoCloseable {

  /** Of the inspector; that of the engine. */
  static final String VERSION = "25.0.3";

  private static final int PORT = 9229;

  private final @Nullable Integer port;
  private final Consumer<String> info;
  private @Nullable FunctionEngine debugged;

  /**
   * @param typed a port, {@code true} for the usual one, {@code false} or nothing for none
   * @throws ProblemException JITSU-0832 when it is something else
   */
  TestDebugging(@Nullable String typed, Consumer<String> info) {
    this.port = port(typed);
    this.info = info;
  }

  boolean isWanted() {
    return port != null;
  }

  /**
   * The engine that fixtures run in: the given one, or one of its own that waits for a debugger,
   * until it has connected.
   *
   * @param jars of the inspector, by its version
   * @param functions that will run
   */
  FunctionEngine engine(
      FunctionEngine plain,
      Function<String, List<Path>> jars,
      Path root,
      Path modules,
      List<Bundle> functions) {
    if (port == null) {
      return plain;
    }
    Inspector inspector = new Inspector(port, root, modules, jars.apply(VERSION));
    FunctionEngine engine =
        new FunctionEngine(EngineOptions.of(Limits.test()).withInspector(inspector));
    debugged = engine;
    engine.debuggerAddress().ifPresent(this::invite);
    engine.showToDebugger(functions);
    info.accept("The debugger is connected; each fixture runs once, and nothing limits it");
    return engine;
  }

  private void invite(String address) {
    info.accept("Waiting for a debugger on port " + port + "; no limit ends what it has paused");
    info.accept("  Chrome: open chrome://inspect, or");
    info.accept("    devtools://devtools/bundled/js_app.html?ws=" + address);
    info.accept("  VS Code: in .vscode/launch.json");
    info.accept(
        "    { \"name\": \"jitsu:test\", \"type\": \"node\", \"request\": \"attach\", \"address\": \"127.0.0.1\", \"port\": "
            + port
            + " }");
    info.accept(
        "It stops at the beginning of the first function: set breakpoints in the .ts files, then continue");
  }

  private static @Nullable Integer port(@Nullable String typed) {
    if (typed == null || typed.equals("false")) {
      return null;
    }
    if (typed.isBlank() || typed.equals("true")) {
      return PORT;
    }
    if (typed.matches("\\d{1,5}")) {
      int port = Integer.parseInt(typed);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw new ProblemException(TestProblems.noPort("jitsu.debug", typed));
  }

  @Override
  public void close() {
    if (debugged != null) {
      debugged.close();
    }
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.events.Footprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** What user code cannot reach, and how long it may take: the walls, in one place. Thread-safe. */
final class Confinement {

  /** The guest side of the border, in the order in which the scripts build upon each other. */
  private static final List<String> SCRIPTS = List.of("clock", "services", "events", "prelude");

  /** What the engine must be told of a source for it to be a module. */
  static final String MODULE = "application/javascript+module";

  private static final String MODULE_ENDING = ".mjs";

  private final Engine engine;
  private final Watchdog watchdog;
  private final Limits limits;
  private final Scripts scripts;
  private final Footprints footprints;
  private final @Nullable InspectedModules inspected;

  private Confinement(
      Engine engine,
      Watchdog watchdog,
      Limits limits,
      Scripts scripts,
      Footprints footprints,
      @Nullable InspectedModules inspected) {
    this.engine = requireNonNull(engine);
    this.watchdog = requireNonNull(watchdog);
    this.limits = requireNonNull(limits);
    this.scripts = requireNonNull(scripts);
    this.footprints = requireNonNull(footprints);
    this.inspected = inspected;
  }

  /**
   * Builds the walls.
   *
   * @param inspector who looks over them, if anyone does
   */
  static Confinement of(
      Engine engine, Watchdog watchdog, Limits limits, @Nullable Inspector inspector) {
    return new Confinement(
        engine,
        watchdog,
        limits,
        new Scripts(),
        new Footprints(),
        inspector == null ? null : new InspectedModules(inspector));
  }

  /** The same walls with other limits. */
  Confinement with(Limits others) {
    return new Confinement(engine, watchdog, others, scripts, footprints, inspected);
  }

  /** What functions find in a context beside the language. */
  GuestLibrary library(Chance chance) {
    return new GuestLibrary(scripts, chance);
  }

  Limits limits() {
    return limits;
  }

  /** What is known of the functions of this engine. */
  Footprints footprints() {
    return footprints;
  }

  /**
   * A fresh context: no host class, file, socket, thread, environment; the time zone is UTC. What
   * one call can allocate in one piece is bounded too, since nobody can look in between.
   *
   * @param modules all that an import finds
   */
  Context open(GuestModules modules) {
    long memory = watchdog.memoryBytes(limits);
    Context.Builder builder =
        Context.newBuilder("js")
            .engine(engine)
            .allowHostAccess(HostAccess.NONE)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowIO(IOAccess.newBuilder().fileSystem(modules).build())
            .allowExperimentalOptions(true)
            .option("js.esm-eval-returns-exports", "true")
            .option("js.load", "false")
            .option("js.print", "false")
            .option("js.console", "false")
            .option("js.graal-builtin", "false")
            .option("js.polyglot-builtin", "false")
            .option("js.java-package-globals", "false")
            .option("js.atomics", "false")
            .option("js.shared-array-buffer", "false")
            .option("js.string-length-limit", pieces(memory, 8))
            .option("js.max-typed-array-length", pieces(memory, 16))
            .timeZone(ZoneOffset.UTC);
    if (limits.statements() > 0) {
      builder.resourceLimits(
          ResourceLimits.newBuilder()
              .statementLimit(limits.statements(), Confinement::isUsers)
              .build());
    }
    return builder.build();
  }

  /** Not our scripts, nor the language's own. */
  private static boolean isUsers(Source source) {
    return !source.isInternal() && !Scripts.isOurs(source);
  }

  private static String pieces(long bytes, int parts) {
    return Long.toString(Math.min(bytes / parts, Integer.MAX_VALUE - 64));
  }

  /**
   * Runs the guest side of the border in a context; what is given to it is all that it can call.
   *
   * @return the functions that begin a run
   */
  @SafeVarargs
  final Value prelude(Context context, Map<String, ProxyExecutable>... callbacks) {
    Map<String, Object> host = new HashMap<>();
    for (Map<String, ProxyExecutable> each : callbacks) {
      each.forEach((name, call) -> host.put(name, tellingFailures(call)));
    }
    ProxyObject callable = ProxyObject.fromMap(host);
    Value parts = context.eval(scripts.get("parts")).execute();
    Value last = parts;
    for (String script : SCRIPTS) {
      last = context.eval(scripts.get(script)).execute(callable, parts);
    }
    return last;
  }

  /**
   * What goes wrong in the host is told as text: its exceptions are not for the guest to hold. The
   * guest's own, and the end of the context, go on as they are.
   */
  private static ProxyExecutable tellingFailures(ProxyExecutable call) {
    return said -> {
      try {
        return call.execute(said);
      } catch (PolyglotException e) {
        throw e;
      } catch (RuntimeException | LinkageError e) {
        return HostBorder.failure("Error", "the runtime failed: " + e.getClass().getSimpleName());
      }
    };
  }

  /** Watches the context while it runs. */
  Guard guard(Context context, GuestThread thread) {
    return new Guard(watchdog, context, thread, limits);
  }

  /** A function's module. */
  Source module(Bundle bundle) {
    return inspected == null ? module(bundle.code(), bundle.source()) : inspected.of(bundle);
  }

  /** A user's module under the name of its file. */
  static Source module(String code, String source) {
    return source(code, moduleName(source), MODULE);
  }

  /** The name that {@link #module} gives; without it the engine takes no module for one. */
  static String moduleName(String source) {
    return source + MODULE_ENDING;
  }

  /** Whether {@link #module} gave the name. */
  static boolean isModuleName(String name) {
    return name.endsWith(MODULE_ENDING);
  }

  private static Source source(String text, String name, String mimeType) {
    try {
      return Source.newBuilder("js", text, name).mimeType(mimeType).build();
    } catch (IOException e) {
      throw new UncheckedIOException("a source from a string needs no I/O", e);
    }
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyObject;

/** What user code cannot reach, and how long it may take: the walls, in one place. Thread-safe. */
final class Confinement {

  private static final String PRELUDE = "prelude.js";

  private final Engine engine;
  private final Watchdog watchdog;
  private final Limits limits;
  private final Source prelude;

  private Confinement(Engine engine, Watchdog watchdog, Limits limits, Source prelude) {
    this.engine = requireNonNull(engine);
    this.watchdog = requireNonNull(watchdog);
    this.limits = requireNonNull(limits);
    this.prelude = requireNonNull(prelude);
  }

  static Confinement of(Engine engine, Watchdog watchdog, Limits limits) {
    return new Confinement(
        engine, watchdog, limits, source(resource(PRELUDE), PRELUDE, "application/javascript"));
  }

  /** The same walls with other limits. */
  Confinement with(Limits others) {
    return new Confinement(engine, watchdog, others, prelude);
  }

  Limits limits() {
    return limits;
  }

  /** A fresh context: no host class, file, socket, thread, environment; the time zone is UTC. */
  Context open() {
    return Context.newBuilder("js")
        .engine(engine)
        .allowHostAccess(HostAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowExperimentalOptions(true)
        .option("js.esm-eval-returns-exports", "true")
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.console", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .timeZone(ZoneOffset.UTC)
        .build();
  }

  /** Runs the guest side of the border in a context; {@code host} is all that it can call. */
  Value prelude(Context context, ProxyObject host) {
    return context.eval(prelude).execute(host);
  }

  /** Ends the context when the time is over, unless the watch is closed before. */
  Watchdog.Watch watch(Context context) {
    return watchdog.watch(context, limits.time());
  }

  /** A user's module under the name of its file. */
  static Source module(String code, String source) {
    return source(code, moduleName(source), "application/javascript+module");
  }

  /** The name that {@link #module} gives; without it the engine takes no module for one. */
  static String moduleName(String source) {
    return source + ".mjs";
  }

  private static Source source(String text, String name, String mimeType) {
    try {
      return Source.newBuilder("js", text, name).mimeType(mimeType).build();
    } catch (IOException e) {
      throw new UncheckedIOException("a source from a string needs no I/O", e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(Confinement.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

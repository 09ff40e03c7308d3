package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SeparateModules.SeparateModule;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.ModuleCoverage;
import com.jitsu.sdk.engine.coverage.StatementCounter;
import com.jitsu.sdk.engine.events.EventBorder;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/**
 * Start here: runs customers' functions. One per process; thread-safe.
 *
 * <p>Parsed code is shared by everything that the engine loads; state never is.
 */
public final class FunctionEngine implements AutoCloseable {

  private final Engine engine;
  private final Watchdog watchdog;
  private final Confinement confinement;
  private final @Nullable StatementCounter counter;
  private final @Nullable String debuggerAddress;
  private final Strays strays = new Strays();

  public FunctionEngine(Limits limits) {
    this(EngineOptions.of(limits));
  }

  /**
   * As {@link #FunctionEngine(Limits)}, with more than limits.
   *
   * @throws ProblemException JITSU-0340 when statements cannot be counted here, JITSU-0341 when
   *     there is no port for the debugger
   */
  public FunctionEngine(EngineOptions options) {
    EventBorder.openEngine();
    Inspector inspector = options.inspector();
    if (inspector == null) {
      this.watchdog = new Watchdog().start();
      this.engine = Engines.plain();
      this.debuggerAddress = null;
      this.confinement = Confinement.of(engine, watchdog, options.limits(), null);
    } else {
      // Not started: it would end what is paused.
      this.watchdog = new Watchdog();
      String path = UUID.randomUUID().toString();
      this.engine = Engines.inspected(inspector, path);
      this.debuggerAddress = Engines.address(inspector, path);
      this.confinement = Confinement.of(engine, watchdog, Limits.debugged(), inspector);
    }
    this.counter = options.countsStatements() ? counter(engine) : null;
  }

  private static StatementCounter counter(Engine engine) {
    StatementCounter counter = StatementCounter.of(engine);
    if (counter == null) {
      throw new ProblemException(
          new Problem(
              "JITSU-0340",
              "what runs cannot be counted, because the engine is loaded apart from this runtime",
              null,
              "start without -Dpolyglotimpl.DisableClassPathIsolation=false"));
    }
    counter.begin(Confinement::isModuleName);
    return counter;
  }

  /**
   * Evaluates a bundle's module in a fresh context and checks its default export.
   *
   * @throws ProblemException JITSU-0301 syntax, JITSU-0302 default export, JITSU-0303 the module
   *     itself threw, JITSU-0304 import, JITSU-0305 an older runtime's signature
   */
  public ProfileFunction load(Bundle bundle) {
    return load(bundle, timeLimit());
  }

  /**
   * As {@link #load(Bundle)}, for runs that are shorter than the engine allows.
   *
   * @param time of one run; what is more than {@link #timeLimit} counts as that
   * @throws ProblemException as {@link #load(Bundle)}
   */
  public ProfileFunction load(Bundle bundle, Duration time) {
    return new ProfileFunction(loaded(bundle, GuestContext.Kind.PROFILE, time, Map.of()));
  }

  /**
   * As {@link #load(Bundle)}, for runs with these variables: otherwise the module is evaluated
   * without any first, and anew when the first run brings some.
   *
   * @throws ProblemException as {@link #load(Bundle)}
   */
  public ProfileFunction load(Bundle bundle, Map<String, String> variables) {
    return new ProfileFunction(
        loaded(bundle, GuestContext.Kind.PROFILE, timeLimit(), new TreeMap<>(variables)));
  }

  /**
   * As {@link #load(Bundle)}, for a transformation function: {@code (event, context) => …}.
   *
   * @throws ProblemException JITSU-0301 to JITSU-0304
   */
  public EventFunction loadTransformation(Bundle bundle) {
    return loadTransformation(bundle, timeLimit());
  }

  /**
   * As {@link #loadTransformation(Bundle)}, for runs that are shorter than the engine allows.
   *
   * @param time of one run; what is more than {@link #timeLimit} counts as that
   * @throws ProblemException JITSU-0301 to JITSU-0304
   */
  public EventFunction loadTransformation(Bundle bundle, Duration time) {
    return new EventFunction(loaded(bundle, GuestContext.Kind.EVENT, time, Map.of()));
  }

  /**
   * Loads the functions of a chain, all or none.
   *
   * @param time of one run of one function; what is more than {@link #timeLimit} counts as that
   * @throws ProblemException as {@link #loadTransformation(Bundle)}
   */
  public TransformationChain loadChain(List<Bundle> bundles, Duration time) {
    List<EventFunction> functions = new ArrayList<>();
    try {
      for (Bundle bundle : bundles) {
        functions.add(loadTransformation(bundle, time));
      }
      return new TransformationChain(functions);
    } catch (RuntimeException e) {
      functions.forEach(EventFunction::close);
      throw e;
    }
  }

  /**
   * What ran of some bundles since the last {@link #forgetCoverage}, and what did not, of all that
   * was loaded ever.
   *
   * @throws IllegalStateException unless this engine counts
   */
  public Coverage coverage(List<Bundle> bundles) {
    StatementCounter counts = counter();
    return Coverage.of(
        bundles.stream()
            .map(
                bundle ->
                    ModuleCoverage.of(
                            counts,
                            Confinement.moduleName(bundle.source()),
                            bundle.code(),
                            bundle.sourceMap())
                        .all())
            .toList());
  }

  /**
   * What could run of a file, without running it.
   *
   * @throws ProblemException JITSU-0301 when it cannot be parsed
   * @throws IllegalStateException unless this engine counts
   */
  public ModuleCoverage statements(SeparateModule module) {
    Source source = Confinement.module(module.code(), module.source());
    try (Context context = confinement.open(new GuestModules(name -> Optional.empty()))) {
      context.parse(source);
    } catch (PolyglotException e) {
      throw new ProblemException(
          new GuestErrors(module.source(), module.sourceMap()).notLoaded(e, confinement.limits()),
          e);
    }
    return ModuleCoverage.of(counter(), source.getName(), module.code(), module.sourceMap());
  }

  /** What ran before does not count. */
  public void forgetCoverage() {
    counter().forget();
  }

  private StatementCounter counter() {
    if (counter == null) {
      throw new IllegalStateException("this engine was made without coverage");
    }
    return counter;
  }

  /**
   * Where a debugger connects, {@code 127.0.0.1:9229/…} as a WebSocket; empty unless it is waited
   * for.
   */
  public Optional<String> debuggerAddress() {
    return Optional.ofNullable(debuggerAddress);
  }

  /**
   * Waits for the debugger, then shows it the functions, before any of them runs: it can set its
   * breakpoints in all of them at once.
   */
  public void showToDebugger(List<Bundle> bundles) {
    try (Context context = confinement.open(new GuestModules(name -> Optional.empty()))) {
      bundles.forEach(bundle -> context.parse(confinement.module(bundle)));
    }
  }

  /** What one run may take here. */
  public Duration timeLimit() {
    return confinement.limits().time();
  }

  private LoadedFunction loaded(
      Bundle bundle, GuestContext.Kind kind, Duration time, Map<String, String> variables) {
    Confinement walls =
        time.compareTo(timeLimit()) < 0
            ? confinement.with(confinement.limits().withTime(time))
            : confinement;
    return new LoadedFunction(
        bundle,
        walls.limits().time(),
        strays,
        variables,
        (thread, known) -> GuestContext.open(walls, thread, bundle, kind, known));
  }

  /**
   * Uses what the language has built in, once. A class of the JVM whose first use meets the end of
   * the stack stays broken for the whole process, and a function that recurses without end can
   * bring that about: a process that runs more than one customer's functions rehearses early. Takes
   * seconds; see docs/decisions/0009.
   *
   * @return how it ended, a row unless something is missing from the language
   */
  public static RunReport rehearse() {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig("rehearsal", "rehearsal", "rehearsal", null),
            "rehearsal.js",
            new Scripts().get("rehearsal").getCharacters().toString(),
            Bundle.NO_SOURCE_MAP);
    try (FunctionEngine engine = new FunctionEngine(Limits.live());
        ProfileFunction function = engine.load(bundle)) {
      return function.run(
          new ProfileRun(
              new ProfileUser("rehearsal", "rehearsal", "rehearsal", Json.object()),
              List.of("{\"type\":\"page\"}".getBytes(StandardCharsets.UTF_8)),
              Map.of(),
              new ProfileRun.BuilderVersion("rehearsal", 1),
              null,
              HostServices.none()));
    }
  }

  /** True where functions are compiled to machine code, false where they are interpreted. */
  public boolean optimised() {
    return !engine.getImplementationName().contains("Interpreted");
  }

  /**
   * Ends everything that can be ended; idempotent. What cannot does not keep the JVM from ending.
   */
  @Override
  public void close() {
    if (watchdog.close() && strays.areGone()) {
      engine.close(true);
    }
  }
}

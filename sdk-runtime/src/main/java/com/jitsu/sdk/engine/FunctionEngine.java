package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.events.EventBorder;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Engine;

/**
 * Start here: runs customers' functions. One per process; thread-safe.
 *
 * <p>Parsed code is shared by everything that the engine loads; state never is.
 */
public final class FunctionEngine implements AutoCloseable {

  private final Engine engine;
  private final Watchdog watchdog;
  private final Confinement confinement;
  private final Strays strays = new Strays();

  public FunctionEngine(Limits limits) {
    EventBorder.openEngine();
    this.watchdog = new Watchdog().start();
    // Interpreting is what a plain JDK 17 can do; the start-up banner says it once in our words.
    this.engine = Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    this.confinement = Confinement.of(engine, watchdog, requireNonNull(limits));
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
    return new ProfileFunction(loaded(bundle, GuestContext.Kind.PROFILE, time));
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
    return new EventFunction(loaded(bundle, GuestContext.Kind.EVENT, time));
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

  /** What one run may take here. */
  public Duration timeLimit() {
    return confinement.limits().time();
  }

  private LoadedFunction loaded(Bundle bundle, GuestContext.Kind kind, Duration time) {
    Confinement walls =
        time.compareTo(timeLimit()) < 0
            ? confinement.with(confinement.limits().withTime(time))
            : confinement;
    return new LoadedFunction(
        bundle,
        walls.limits().time(),
        strays,
        (thread, variables) -> GuestContext.open(walls, thread, bundle, kind, variables));
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

package com.jitsu.sdk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileResult;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * One module in one context without any access to the host but the four callbacks below. For one
 * thread at a time.
 */
final class GuestContext implements AutoCloseable {

  private static final String PRELUDE = "prelude.js";
  private static final String NO_MAPPINGS = "{\"version\":3,\"sources\":[],\"mappings\":\"\"}";

  private final Context context;
  private final Watchdog watchdog;
  private final Limits limits;
  private final Map<String, String> variables;
  private final GuestErrors errors;
  private final GuestLog log = new GuestLog();
  private final Value prelude;
  private @Nullable Value module;
  private @Nullable Outcome outcome;
  private boolean disposed;

  private GuestContext(
      Context context,
      Watchdog watchdog,
      Limits limits,
      Map<String, String> variables,
      GuestErrors errors) {
    this.context = context;
    this.watchdog = watchdog;
    this.limits = limits;
    this.variables = variables;
    this.errors = errors;
    this.prelude = context.eval(preludeSource()).execute(callbacks());
    prelude.invokeMember("setVariables", Json.text(Json.mapper().valueToTree(variables)));
  }

  /** Runs the module's top level; the time limit is for the user's code alone. */
  private GuestContext evaluate(Source code) {
    Watchdog.Watch watch = watchdog.watch(context, limits.time());
    try (watch) {
      module = context.eval(code);
      return this;
    } catch (PolyglotException e) {
      Problem problem =
          watch.expired() ? errors.topLevelTooSlow(limits.time()) : errors.notLoaded(e);
      close();
      throw new ProblemException(problem, e);
    }
  }

  /**
   * Evaluates the bundle's module and checks that its default export can be run.
   *
   * @throws ProblemException as {@link FunctionEngine#load}
   */
  static GuestContext open(
      Engine engine,
      Watchdog watchdog,
      Limits limits,
      Bundle bundle,
      Map<String, String> variables) {
    GuestErrors errors = new GuestErrors(bundle.source(), SourceMap.parse(bundle.sourceMap()));
    GuestContext opened =
        open(engine, watchdog, limits, bundle.code(), bundle.source(), variables, errors);
    String refusal = opened.refusal();
    if (!refusal.isEmpty()) {
      opened.close();
      throw new ProblemException(errors.noFunction(bundle.config().slug(), refusal));
    }
    return opened;
  }

  /** Evaluates a module of which only constants are wanted. */
  static GuestContext openModule(
      Engine engine,
      Watchdog watchdog,
      Limits limits,
      String code,
      String source,
      Map<String, String> variables) {
    GuestErrors errors = new GuestErrors(source, SourceMap.parse(NO_MAPPINGS));
    return open(engine, watchdog, limits, code, source, variables, errors);
  }

  private static GuestContext open(
      Engine engine,
      Watchdog watchdog,
      Limits limits,
      String code,
      String source,
      Map<String, String> variables,
      GuestErrors errors) {
    Context context =
        Context.newBuilder("js")
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
    return new GuestContext(context, watchdog, limits, variables, errors)
        .evaluate(moduleSource(code, source));
  }

  /** Why the default export cannot be a profile function; empty when it can. */
  private String refusal() {
    if (!module().hasMember("default")) {
      return "missing";
    }
    Value refusal = prelude.invokeMember("refusal", module().getMember("default"));
    return refusal.isString() ? refusal.asString() : "";
  }

  Map<String, String> variables() {
    return variables;
  }

  /** True after a run was ended by force: nothing runs in here any more. */
  boolean disposed() {
    return disposed;
  }

  JsonNode constant(String exportName) {
    if (!module().hasMember(exportName)) {
      return MissingNode.getInstance();
    }
    Value json = prelude.invokeMember("constant", module().getMember(exportName));
    return json.isString() ? Json.parse(json.asString()) : MissingNode.getInstance();
  }

  RunReport run(ProfileRun run) {
    outcome = null;
    long start = System.nanoTime();
    Watchdog.Watch watch = watchdog.watch(context, limits.time());
    try (watch) {
      prelude.getMember("run").executeVoid(arguments(run));
    } catch (PolyglotException e) {
      disposed = true;
      outcome = watch.expired() ? null : new Outcome.Failed(errors.ofAbort(e));
    } catch (IllegalStateException e) {
      // The context was closed between two guest calls; any other state is a bug.
      if (!watch.expired()) {
        throw e;
      }
    }
    disposed |= watch.expired();
    Outcome ended = outcome;
    if (ended == null) {
      ended = new Outcome.Failed(watch.expired() ? timeout() : neverSettled());
    }
    return new RunReport(ended, log.take(), Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    context.close(true);
  }

  private Value module() {
    return Objects.requireNonNull(module, "the module is evaluated before it is used");
  }

  private Object[] arguments(ProfileRun run) {
    ObjectNode argument = Json.object();
    argument.set("user", run.user().toJson());
    if (run.now() != null) {
      argument.put("now", run.now().toEpochMilli());
    }
    argument
        .putObject("builder")
        .put("id", run.builder().id())
        .put("version", run.builder().version());
    argument.put("slug", errors.source());
    argument.put("profileIdHash", ProfileIdHash.of(run.user().profileId()));
    List<byte[]> events = run.events();
    Object[] arguments = new Object[events.size() + 2];
    arguments[0] = module().getMember("default");
    arguments[1] = Json.text(argument);
    for (int i = 0; i < events.size(); i++) {
      arguments[i + 2] = new String(events.get(i), StandardCharsets.UTF_8);
    }
    return arguments;
  }

  private ProxyObject callbacks() {
    ProxyExecutable onLog =
        arguments -> {
          log.add(LogLine.Level.valueOf(arguments[0].asString()), arguments[1].asString());
          return null;
        };
    ProxyExecutable onRow =
        arguments -> {
          outcome = new Outcome.Row(result(Json.parse(arguments[0].asString())));
          return null;
        };
    ProxyExecutable onNoRow =
        arguments -> {
          outcome = new Outcome.NoRow(arguments[0].asString());
          return null;
        };
    ProxyExecutable onFailed =
        arguments -> {
          outcome = new Outcome.Failed(errors.of(arguments[0], arguments[1].asString()));
          return null;
        };
    return ProxyObject.fromMap(
        Map.of("log", onLog, "row", onRow, "noRow", onNoRow, "failed", onFailed));
  }

  private static ProfileResult result(JsonNode row) {
    return new ProfileResult(
        text(row, "profileId"),
        text(row, "destinationId"),
        text(row, "tableName"),
        row.path("traits") instanceof ObjectNode traits ? traits : Json.object());
  }

  private static @Nullable String text(JsonNode row, String field) {
    return row.hasNonNull(field) ? row.get(field).asText() : null;
  }

  private GuestError timeout() {
    return new GuestError(
        "TimeoutError",
        "Profile function execution timed out after " + limits.time().toMillis() + "ms",
        List.of());
  }

  private static GuestError neverSettled() {
    return new GuestError(
        "Error",
        "the function's promise never settles: it awaits something that nothing will resolve",
        List.of());
  }

  private static Source moduleSource(String code, String source) {
    return source(code, source + ".mjs", "application/javascript+module");
  }

  private static Source preludeSource() {
    try (InputStream stream =
        Objects.requireNonNull(GuestContext.class.getResourceAsStream(PRELUDE), PRELUDE)) {
      return source(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8),
          PRELUDE,
          "application/javascript");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(String text, String name, String mimeType) {
    try {
      return Source.newBuilder("js", text, name).mimeType(mimeType).build();
    } catch (IOException e) {
      throw new UncheckedIOException("a source from a string needs no I/O", e);
    }
  }
}

package com.jitsu.sdk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One module in one confined context. For one thread at a time; any thread may close it. */
final class GuestContext implements AutoCloseable {

  private static final String NO_MAPPINGS = "{\"version\":3,\"sources\":[],\"mappings\":\"\"}";

  private final Confinement confinement;
  private final Context context;
  private final String slug;
  private final Map<String, String> variables;
  private final GuestErrors errors;
  private final RunRecorder recorder;
  private final Value prelude;
  private @Nullable Value module;
  private boolean disposed;

  private GuestContext(
      Confinement confinement, String slug, Map<String, String> variables, GuestErrors errors) {
    this.confinement = confinement;
    this.context = confinement.open();
    this.slug = slug;
    this.variables = variables;
    this.errors = errors;
    this.recorder = new RunRecorder(errors);
    this.prelude = confinement.prelude(context, recorder.callbacks());
    prelude.invokeMember("setVariables", Json.text(Json.mapper().valueToTree(variables)));
  }

  /**
   * Evaluates the bundle's module and checks that its default export can be run.
   *
   * @throws ProblemException as {@link FunctionEngine#load}
   */
  static GuestContext open(Confinement confinement, Bundle bundle, Map<String, String> variables) {
    String slug = bundle.config().slug();
    GuestErrors errors = new GuestErrors(bundle.source(), SourceMap.parse(bundle.sourceMap()));
    GuestContext opened =
        new GuestContext(confinement, slug, variables, errors).evaluate(bundle.code());
    String refusal = opened.refusal();
    if (!refusal.isEmpty()) {
      opened.close();
      throw new ProblemException(errors.noFunction(slug, refusal));
    }
    return opened;
  }

  /** Evaluates a module of which only constants are wanted. */
  static GuestContext openModule(Confinement confinement, String code, String source) {
    GuestErrors errors = new GuestErrors(source, SourceMap.parse(NO_MAPPINGS));
    return new GuestContext(confinement, source, Map.of(), errors).evaluate(code);
  }

  /** Runs the module's top level; the time limit is for the user's code alone. */
  private GuestContext evaluate(String code) {
    Watchdog.Watch watch = confinement.watch(context);
    try (watch) {
      module = context.eval(Confinement.module(code, errors.source()));
      return this;
    } catch (PolyglotException e) {
      Problem problem =
          watch.expired()
              ? errors.topLevelTooSlow(confinement.limits().time())
              : errors.notLoaded(e);
      close();
      throw new ProblemException(problem, e);
    }
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
    recorder.begin();
    long start = System.nanoTime();
    Outcome aborted = null;
    Watchdog.Watch watch = confinement.watch(context);
    try (watch) {
      prelude.getMember("run").executeVoid(arguments(run));
    } catch (PolyglotException e) {
      disposed = true;
      aborted = new Outcome.Failed(watch.expired() ? timeout() : errors.ofAbort(e));
    } catch (IllegalStateException e) {
      // The context was closed between two guest calls; any other state is a bug.
      if (!watch.expired()) {
        throw e;
      }
      aborted = new Outcome.Failed(timeout());
    }
    disposed |= watch.expired();
    return new RunReport(
        aborted == null ? ended(watch.expired()) : aborted,
        recorder.takeLog(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    context.close(true);
  }

  private Value module() {
    return Objects.requireNonNull(module, "the module is evaluated before it is used");
  }

  /** All jobs of the guest have run: what did not settle by now never will. */
  private Outcome ended(boolean expired) {
    Outcome outcome = recorder.outcome();
    if (outcome != null) {
      return outcome;
    }
    return new Outcome.Failed(expired ? timeout() : neverSettled());
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
    argument.put("slug", slug);
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

  private GuestError timeout() {
    long millis = confinement.limits().time().toMillis();
    return new GuestError(
        "TimeoutError", "Profile function execution timed out after " + millis + "ms", List.of());
  }

  private static GuestError neverSettled() {
    return new GuestError(
        "Error",
        "the function's promise never settles: it awaits something that nothing will resolve",
        List.of());
  }
}

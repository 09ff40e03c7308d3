package com.jitsu.sdk.engine.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A context in which a function can be given the same events in two ways. */
final class EventContext implements AutoCloseable {

  /** Also what is thrown is an answer. */
  private static final String RUN =
      """
      (profile, events) => {
        const iterator = events[Symbol.iterator]();
        const given = { [Symbol.iterator]() { return iterator; } };
        try { return JSON.stringify(profile(given)) ?? "nothing"; } catch (error) { return String(error); }
      }
      """;

  private final Context context;
  private final Value run;
  private final Value parse;

  EventContext(Engine engine) {
    context =
        Context.newBuilder("js")
            .engine(engine)
            .allowExperimentalOptions(true)
            .option("js.esm-eval-returns-exports", "true")
            .build();
    run = context.eval("js", RUN);
    parse =
        context.eval(
            "js",
            "(id, hash, ...texts) => texts.map(text => { const e = JSON.parse(text); e._profile_id = id; e._profile_id_hash = hash; return e; })");
  }

  static Engine engine() {
    EventBorder.openEngine();
    return Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
  }

  Value load(String module) {
    try {
      return context
          .eval(
              Source.newBuilder("js", module, "function.mjs")
                  .mimeType("application/javascript+module")
                  .build())
          .getMember("default");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer when JavaScript parses the events. */
  String parsed(Value function, List<String> events) {
    Object[] arguments = new Object[events.size() + 2];
    arguments[0] = "p1";
    arguments[1] = 7;
    for (int i = 0; i < events.size(); i++) {
      // As they are on the other way too: UTF-8 has no half characters.
      arguments[i + 2] = new String(bytes(events.get(i)), StandardCharsets.UTF_8);
    }
    return run.execute(function, parse.execute(arguments)).asString();
  }

  /** The answer when the events have only what is read. */
  String closed(Value function, Paths paths, List<String> events) {
    context.enter();
    try {
      return made(function, ClosedEvents.open(paths).orElseThrow(), events);
    } finally {
      context.leave();
    }
  }

  /** Makes events of this context that have everything. */
  MadeEvents open() {
    context.enter();
    try {
      return OpenEvents.open().orElseThrow();
    } finally {
      context.leave();
    }
  }

  /** The answer when the events are made so. */
  String made(Value function, MadeEvents made, List<String> events) {
    context.enter();
    try {
      List<byte[]> utf8 = events.stream().map(EventContext::bytes).toList();
      return run.execute(function, made.make(utf8, "p1", 7)).asString();
    } finally {
      context.leave();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }
}

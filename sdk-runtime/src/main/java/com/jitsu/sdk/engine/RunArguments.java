package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.events.EventBorder;
import java.time.Instant;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What the prelude's functions are called with: one loaded function and a run. */
final class RunArguments {

  private final String slug;
  private final EventBorder events;
  private final Value function;
  private final @Nullable Value config;

  /** For a module whose default export is a function. */
  RunArguments(String slug, Value module, EventBorder events) {
    this.slug = requireNonNull(slug);
    this.events = requireNonNull(events);
    this.function = module.getMember("default");
    this.config = module.getMember("config");
  }

  /** (function, argument as JSON, events as texts or as one array of objects). */
  Object[] of(ProfileRun run) {
    String profileId = run.user().profileId();
    int profileIdHash = ProfileIdHash.of(profileId);
    ObjectNode argument = argument(run.now()).put("profileIdHash", profileIdHash);
    argument.set("user", run.user().toJson());
    argument
        .putObject("builder")
        .put("id", run.builder().id())
        .put("version", run.builder().version());
    Object[] crossed = events.cross(run.events(), profileId, profileIdHash);
    Object[] arguments = new Object[crossed.length + 2];
    arguments[0] = function;
    arguments[1] = Json.text(argument);
    System.arraycopy(crossed, 0, arguments, 2, crossed.length);
    return arguments;
  }

  /** (function, argument as JSON, event as JSON, config block). */
  Object[] of(EventRun run) {
    ObjectNode argument = argument(run.now());
    argument.set("context", run.context());
    return new Object[] {
      function, Json.text(argument), Json.text(run.event()), config == null ? "" : config
    };
  }

  private ObjectNode argument(@Nullable Instant now) {
    ObjectNode argument = Json.object().put("slug", slug);
    if (now != null) {
      argument.put("now", now.toEpochMilli());
    }
    return argument;
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileResult;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** Hears from the guest what one run logs and how it ends. For the context's thread. */
final class RunRecorder {

  private final GuestErrors errors;
  private final GuestLog log = new GuestLog();
  private @Nullable Outcome outcome;

  RunRecorder(GuestErrors errors) {
    this.errors = requireNonNull(errors);
  }

  /** What the prelude calls: log(level, text), row(json), noRow(why), failed(error, text). */
  ProxyObject callbacks() {
    return ProxyObject.fromMap(
        Map.of(
            "log",
            callback(
                said -> log.add(LogLine.Level.valueOf(said[0].asString()), said[1].asString())),
            "row",
            callback(said -> outcome = new Outcome.Row(result(Json.parse(said[0].asString())))),
            "noRow",
            callback(said -> outcome = new Outcome.NoRow(said[0].asString())),
            "failed",
            callback(
                said -> outcome = new Outcome.Failed(errors.of(said[0], said[1].asString())))));
  }

  void begin() {
    outcome = null;
  }

  /** How the run ended; null if it did not say. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  List<LogLine> takeLog() {
    return log.take();
  }

  private static ProxyExecutable callback(Callback action) {
    return arguments -> {
      action.said(arguments);
      return null;
    };
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

  private interface Callback {
    void said(Value... arguments);
  }
}

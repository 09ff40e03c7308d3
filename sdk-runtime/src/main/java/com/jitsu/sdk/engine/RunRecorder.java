package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileResult;
import com.jitsu.sdk.contract.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Hears from the guest what one run logs and how it ends. For the context's thread. */
final class RunRecorder {

  /** What JavaScript writes and the reader of JSON refuses. */
  private static final GuestError UNREADABLE =
      new GuestError(
          "RangeError",
          "the result cannot be read back from JSON: it is nested deeper than 1000, or a key is"
              + " longer than 50000 characters",
          List.of());

  private final GuestErrors errors;
  private final Limits limits;
  private final GuestLog log;
  private @Nullable Outcome outcome;
  private @Nullable EventOutcome eventOutcome;

  RunRecorder(GuestErrors errors, Limits limits) {
    this.errors = requireNonNull(errors);
    this.limits = requireNonNull(limits);
    this.log = new GuestLog(limits);
  }

  /**
   * What the prelude calls: log(level, text); of a profile function row(json) or noRow(why); of a
   * transformation function passed(), dropped(why) or events(json); of both failed(error, text,
   * name, retryPolicy).
   */
  Map<String, ProxyExecutable> callbacks() {
    return Map.of(
        "log",
        heard(said -> log(LogLine.Level.valueOf(said[0].asString()), said[1].asString())),
        "row",
        heard(said -> outcome = row(said[0].asString())),
        "noRow",
        heard(said -> outcome = new Outcome.NoRow(said[0].asString())),
        "passed",
        heard(said -> eventOutcome = new EventOutcome.Passed()),
        "dropped",
        heard(said -> eventOutcome = new EventOutcome.Dropped(said[0].asString())),
        "events",
        heard(said -> eventOutcome = events(said[0].asString())),
        "failed",
        heard(
            said ->
                fail(
                    errors.of(said[0], said[1].asString(), said[2].asString()),
                    said[3].asString())));
  }

  void begin() {
    outcome = null;
    eventOutcome = null;
  }

  void log(LogLine.Level level, String message) {
    log.add(level, message);
  }

  /** True once the function's promise has settled. */
  boolean hasEnded() {
    return outcome != null || eventOutcome != null;
  }

  /** How the run of a profile function ended; null if it did not say. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /** How the run of a transformation function ended; null if it did not say. */
  @Nullable EventOutcome eventOutcome() {
    return eventOutcome;
  }

  List<LogLine> takeLog() {
    return log.take();
  }

  private void fail(GuestError error, String retryPolicy) {
    outcome = new Outcome.Failed(error);
    eventOutcome = new EventOutcome.Failed(error, RetryPolicy.read(retryPolicy));
  }

  private Outcome row(String json) {
    GuestError tooLarge = tooLarge(json);
    if (tooLarge != null) {
      return new Outcome.Failed(tooLarge);
    }
    try {
      return new Outcome.Row(result(Json.parse(json)));
    } catch (IllegalStateException e) {
      return new Outcome.Failed(UNREADABLE);
    }
  }

  private EventOutcome events(String json) {
    GuestError tooLarge = tooLarge(json);
    if (tooLarge != null) {
      return new EventOutcome.Failed(tooLarge, RetryPolicy.standard());
    }
    List<JsonNode> events = new ArrayList<>();
    try {
      Json.parse(json).forEach(events::add);
    } catch (IllegalStateException e) {
      return new EventOutcome.Failed(UNREADABLE, RetryPolicy.standard());
    }
    return new EventOutcome.Replaced(events);
  }

  private @Nullable GuestError tooLarge(String json) {
    long bytes =
        json.length() > limits.resultBytes()
            ? json.length()
            : json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= limits.resultBytes()) {
      return null;
    }
    return new GuestError(
        "RangeError",
        "the result has "
            + bytes
            + " bytes as JSON, more than the "
            + limits.resultBytes()
            + " that it may have",
        List.of());
  }

  private static ProxyExecutable heard(Hearing hearing) {
    return said -> {
      hearing.hear(said);
      return null;
    };
  }

  private static ProfileResult result(JsonNode row) {
    return new ProfileResult(
        text(row, "profileId"),
        text(row, "destinationId"),
        text(row, "tableName"),
        row.path("traits") instanceof ObjectNode traits ? traits : Json.object(),
        removed(row.path("removed")));
  }

  private static Set<String> removed(JsonNode names) {
    Set<String> removed = new HashSet<>();
    names.forEach(name -> removed.add(name.asText()));
    return removed;
  }

  private static @Nullable String text(JsonNode row, String field) {
    return row.hasNonNull(field) ? row.get(field).asText() : null;
  }

  private interface Hearing {
    void hear(Value... said);
  }
}

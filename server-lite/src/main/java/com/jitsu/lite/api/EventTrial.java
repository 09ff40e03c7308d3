package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.EventFunction;
import com.jitsu.sdk.engine.EventOutcome;
import com.jitsu.sdk.engine.EventReport;
import com.jitsu.sdk.engine.EventRun;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.TransformationChain;
import com.jitsu.sdk.engine.TransformationChain.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A transformation function, or a chain of them, on one event. */
final class EventTrial implements Trial {

  private final boolean chain;
  private final List<Bundle> bundles;
  private final EventRun run;
  private final RunSettings settings;

  private EventTrial(boolean chain, List<Bundle> bundles, EventRun run, RunSettings settings) {
    this.chain = chain;
    this.bundles = List.copyOf(bundles);
    this.run = requireNonNull(run);
    this.settings = requireNonNull(settings);
  }

  static EventTrial ofOne(JsonBody body, RunSettings settings) {
    body.refuseFields("for a transformation function", "functions", "events", "user", "builder");
    return new EventTrial(
        false, List.of(SentCode.trial(body, "", "trial")), run(body, settings), settings);
  }

  static EventTrial ofChain(JsonBody body, RunSettings settings) {
    body.refuseFields(
        "for a chain", "code", "slug", "source", "sourceMap", "events", "user", "builder");
    List<Bundle> bundles = new ArrayList<>();
    for (JsonBody function : body.objects("functions", "code", "slug", "source", "sourceMap")) {
      bundles.add(SentCode.trial(function, "", "trial-" + (bundles.size() + 1)));
    }
    return new EventTrial(true, bundles, run(body, settings), settings);
  }

  private static EventRun run(JsonBody body, RunSettings settings) {
    if (!body.has("event")) {
      body.problem("event", "\"event\" is missing", "add it, see docs/api/http.md");
    }
    return new EventRun(
        body.object("event"),
        body.object("context"),
        settings.variables(),
        settings.now(),
        settings.services());
  }

  @Override
  public ObjectNode run(FunctionEngine engine) {
    bundles.forEach(SentCode::refuseBrokenMap);
    if (chain) {
      try (TransformationChain all = engine.loadChain(bundles, settings.time())) {
        return answer(all);
      }
    }
    try (EventFunction one = engine.loadTransformation(bundles.get(0), settings.time())) {
      return answer(one);
    }
  }

  private ObjectNode answer(EventFunction function) {
    EventReport report = function.run(run);
    ObjectNode answer = outcome(function.bundle().config().slug(), report.outcome());
    return RunAnswer.told(answer, report.logs(), report.metrics(), report.took());
  }

  private static ObjectNode outcome(String slug, EventOutcome outcome) {
    if (outcome instanceof EventOutcome.Replaced replaced) {
      return events("events", replaced.events());
    }
    if (outcome instanceof EventOutcome.Dropped dropped) {
      return Json.object().put("outcome", "dropped").put("why", dropped.why());
    }
    if (outcome instanceof EventOutcome.Failed failed) {
      ObjectNode answer = Json.object().put("outcome", "error");
      answer.set("error", RunAnswer.error(failed.error()));
      answer.set("failures", RunAnswer.failures(List.of(Failure.of(slug, failed))));
      return answer;
    }
    return Json.object().put("outcome", "passed");
  }

  private ObjectNode answer(TransformationChain functions) {
    long start = System.nanoTime();
    TransformationChain.Result result = functions.run(run);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    ObjectNode answer = events(result.events().isEmpty() ? "dropped" : "events", result.events());
    answer.set("failures", RunAnswer.failures(result.failures()));
    return RunAnswer.told(answer, result.logs(), result.metrics(), took);
  }

  private static ObjectNode events(String outcome, List<JsonNode> events) {
    ObjectNode answer = Json.object().put("outcome", outcome);
    ArrayNode list = answer.putArray("events");
    events.forEach(list::add);
    return answer;
  }
}

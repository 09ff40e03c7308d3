package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.BuiltInTraits;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.KeyedEvent;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.EventFunction;
import com.jitsu.sdk.engine.EventOutcome;
import com.jitsu.sdk.engine.EventReport;
import com.jitsu.sdk.engine.EventRun;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.engine.RunReport;
import com.jitsu.sdk.engine.TransformationChain;
import com.jitsu.sdk.host.HostServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does with the engine what a request for a run asks for, and answers in the same form. */
final class EngineRun {

  private final FunctionEngine engine;
  private final HostServices services;
  private final ObjectNode request;
  private final Duration time;

  EngineRun(FunctionEngine engine, HostServices services, ObjectNode request) {
    this.engine = engine;
    this.services = services;
    this.request = request;
    this.time = Duration.ofMillis(request.path("timeLimitMs").asLong());
  }

  ObjectNode profile() {
    List<byte[]> events = new ArrayList<>();
    BuiltInTraits traits = new BuiltInTraits();
    String profileId = "";
    Instant accepted = now() == null ? Instant.EPOCH : now();
    for (JsonNode event : request.path("events")) {
      KeyedEvent keyed = KeyedEvent.of(Json.bytes(event), accepted);
      profileId = profileId.isEmpty() ? keyed.profileId() : profileId;
      traits.accept(keyed.json());
      events.add(keyed.json());
    }
    ProfileUser user = user(traits.user(profileId));
    JsonNode builder = request.path("builder");
    int version = builder.path("version").asInt(1);
    try (ProfileFunction function = engine.load(bundle(request, "trial"), time)) {
      RunReport report =
          function.run(
              new ProfileRun(
                  user,
                  events,
                  variables(),
                  new ProfileRun.BuilderVersion(builder.path("id").asText("trial"), version),
                  now(),
                  services));
      ObjectNode answer = Answers.told(report.logs(), report.metrics());
      answer.set("user", user.toJson());
      if (report.outcome() instanceof Outcome.Row row) {
        ProfileRow.RowDefaults defaults =
            new ProfileRow.RowDefaults(
                builder.path("destinationId").asText("duckdb"),
                builder.path("tableName").asText("profiles"));
        answer.put("outcome", "row");
        answer.set(
            "row", Answers.row(ProfileRow.of(row.result(), user, defaults, version, accepted)));
      } else if (report.outcome() instanceof Outcome.NoRow none) {
        answer.put("outcome", "noRow").put("why", none.why());
      } else {
        answer.put("outcome", "error");
        answer.set("error", Answers.error(((Outcome.Failed) report.outcome()).error()));
      }
      return answer;
    }
  }

  ObjectNode transformation() {
    try (EventFunction function = engine.loadTransformation(bundle(request, "trial"), time)) {
      EventReport report = function.run(eventRun());
      ObjectNode answer = Answers.told(report.logs(), report.metrics());
      if (report.outcome() instanceof EventOutcome.Passed) {
        answer.put("outcome", "passed");
      } else if (report.outcome() instanceof EventOutcome.Dropped dropped) {
        answer.put("outcome", "dropped").put("why", dropped.why());
      } else if (report.outcome() instanceof EventOutcome.Replaced replaced) {
        answer.put("outcome", "events");
        replaced.events().forEach(answer.withArray("/events")::add);
      } else {
        EventOutcome.Failed failed = (EventOutcome.Failed) report.outcome();
        answer.put("outcome", "error");
        answer.set("error", Answers.error(failed.error()));
        answer
            .withArray("/failures")
            .add(
                Answers.failure(
                    new TransformationChain.Failure(
                        function.bundle().config().slug(),
                        failed.error(),
                        EventOutcome.Effect.of(failed.error()),
                        failed.retryPolicy())));
      }
      return answer;
    }
  }

  ObjectNode chain() {
    List<EventFunction> functions = new ArrayList<>();
    for (JsonNode function : request.path("functions")) {
      functions.add(
          engine.loadTransformation(bundle(function, "trial-" + (functions.size() + 1)), time));
    }
    try (TransformationChain chain = new TransformationChain(functions)) {
      TransformationChain.Result result = chain.run(eventRun());
      ObjectNode answer = Answers.told(result.logs(), result.metrics());
      answer.put("outcome", result.events().isEmpty() ? "dropped" : "events");
      result.events().forEach(answer.withArray("/events")::add);
      result
          .failures()
          .forEach(failure -> answer.withArray("/failures").add(Answers.failure(failure)));
      return answer;
    }
  }

  private EventRun eventRun() {
    ObjectNode context =
        request.path("context") instanceof ObjectNode given ? given : Json.object();
    return new EventRun(request.path("event"), context, variables(), now(), services);
  }

  static Bundle bundle(JsonNode function, String slug) {
    String name = function.path("slug").asText(slug);
    return Bundle.of(
        new FunctionConfig("", name, name, null),
        function.path("source").asText(name + ".js"),
        function.path("code").asText(),
        "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}");
  }

  private ProfileUser user(ProfileUser said) {
    JsonNode given = request.path("user");
    return new ProfileUser(
        given.path("profileId").asText(said.profileId()),
        given.path("userId").asText(said.userId()),
        given.path("anonymousId").asText(said.anonymousId()),
        given.path("traits") instanceof ObjectNode traits ? traits : said.traits());
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    request
        .path("variables")
        .properties()
        .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
    return variables;
  }

  private Instant now() {
    return request.has("now") ? Instant.parse(request.path("now").asText()) : null;
  }
}

package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.BuiltInTraits;
import com.jitsu.sdk.contract.EventTime;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.KeyedEvent;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.contract.ProfileRow.RowDefaults;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.engine.ProfileRun.BuilderVersion;
import com.jitsu.sdk.engine.RunReport;
import java.util.ArrayList;
import java.util.List;

/** A profile function on one profile's events, which are treated as if they had been stored. */
final class ProfileTrial implements Trial {

  private final Bundle bundle;
  private final List<byte[]> events;
  private final ProfileUser user;
  private final BuilderVersion builder;
  private final RowDefaults defaults;
  private final RunSettings settings;

  private ProfileTrial(
      Bundle bundle,
      List<byte[]> events,
      ProfileUser user,
      BuilderVersion builder,
      RowDefaults defaults,
      RunSettings settings) {
    this.bundle = requireNonNull(bundle);
    this.events = List.copyOf(events);
    this.user = requireNonNull(user);
    this.builder = requireNonNull(builder);
    this.defaults = requireNonNull(defaults);
    this.settings = requireNonNull(settings);
  }

  static ProfileTrial read(JsonBody body, RunSettings settings) {
    body.refuseFields("for a profile function", "event", "functions", "context");
    JsonBody builder = body.nested("builder", "id", "version", "destinationId", "tableName");
    String id = builder.text("id", "trial");
    BuilderSettings usual = BuilderSettings.defaults();
    List<byte[]> events = new ArrayList<>();
    BuiltInTraits traits = new BuiltInTraits();
    String profileId = "";
    for (ObjectNode event : body.plainObjects("events")) {
      KeyedEvent stored = KeyedEvent.of(Json.bytes(event), settings.moment());
      profileId = profileId.isEmpty() ? stored.profileId() : profileId;
      traits.accept(stored.json());
      events.add(stored.json());
    }
    return new ProfileTrial(
        SentCode.trial(body, id, "trial"),
        events,
        user(body, traits.user(profileId)),
        new BuilderVersion(id, builder.integer("version", 1, 1, Integer.MAX_VALUE)),
        new RowDefaults(
            builder.text("destinationId", usual.destinationId()),
            builder.text("tableName", usual.tableName())),
        settings);
  }

  /** What the events say, unless the caller knows better. */
  private static ProfileUser user(JsonBody body, ProfileUser said) {
    JsonBody given = body.nested("user", "profileId", "userId", "anonymousId", "traits");
    String profileId = given.text("profileId", said.profileId());
    if (profileId.isEmpty()) {
      body.problem(
          "user",
          "there is no profile id: no event has a userId or JITSU_PROFILE_ID",
          "give an event one, or send \"user\": {\"profileId\": \"u1\"}");
    }
    return new ProfileUser(
        profileId,
        given.anyText("userId", said.userId()),
        given.anyText("anonymousId", said.anonymousId()),
        given.has("traits") ? given.object("traits") : said.traits());
  }

  @Override
  public ObjectNode run(FunctionEngine engine) {
    SentCode.refuseBrokenMap(bundle);
    try (ProfileFunction function = engine.load(bundle, settings.time())) {
      RunReport report =
          function.run(
              new ProfileRun(
                  user,
                  events,
                  settings.variables(),
                  builder,
                  settings.now(),
                  settings.services()));
      ObjectNode answer = outcome(report.outcome());
      answer.set("user", user.toJson());
      return RunAnswer.told(answer, report.logs(), report.metrics(), report.took());
    }
  }

  private ObjectNode outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Row row) {
      ObjectNode answer = Json.object().put("outcome", "row");
      answer.set(
          "row",
          row(ProfileRow.of(row.result(), user, defaults, builder.version(), settings.moment())));
      return answer;
    }
    if (outcome instanceof Outcome.Failed failed) {
      ObjectNode answer = Json.object().put("outcome", "error");
      answer.set("error", RunAnswer.error(failed.error()));
      return answer;
    }
    return Json.object().put("outcome", "noRow").put("why", ((Outcome.NoRow) outcome).why());
  }

  private static ObjectNode row(ProfileRow row) {
    ObjectNode json =
        Json.object()
            .put("profileId", row.profileId())
            .put("destinationId", row.destinationId())
            .put("tableName", row.tableName());
    json.set("traits", row.traits());
    return json.put("version", row.version()).put("updatedAt", EventTime.text(row.updatedAt()));
  }
}

package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.BuiltInTraits;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.KeyedEvent;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.host.HostServices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server makes of events, from the same parts, without a server. */
final class EnginePipeline {

  private final FunctionEngine engine;
  private final HostServices services;
  private final ConformanceCase test;

  EnginePipeline(FunctionEngine engine, HostServices services, ConformanceCase test) {
    this.engine = engine;
    this.services = services;
    this.test = test;
  }

  ObjectNode rows() {
    Map<String, List<byte[]>> histories = new TreeMap<>();
    for (ObjectNode event : test.events()) {
      KeyedEvent keyed = KeyedEvent.of(Json.bytes(event), Instant.EPOCH);
      if (!keyed.profileId().isEmpty()) {
        histories.computeIfAbsent(keyed.profileId(), id -> new ArrayList<>()).add(keyed.json());
      }
    }
    ObjectNode answer = Json.object().put("outcome", "rows");
    answer.putArray("rows");
    try (ProfileFunction function = engine.load(EngineRun.bundle(test.request(), "b"))) {
      histories.forEach((id, events) -> run(function, id, events, answer));
    }
    return answer;
  }

  private void run(
      ProfileFunction function, String profileId, List<byte[]> events, ObjectNode answer) {
    BuiltInTraits traits = new BuiltInTraits();
    events.forEach(traits::accept);
    ProfileUser user = traits.user(profileId);
    ProfileRun.BuilderVersion builder = new ProfileRun.BuilderVersion("b", 1);
    Outcome outcome =
        function.run(new ProfileRun(user, events, Map.of(), builder, null, services)).outcome();
    if (outcome instanceof Outcome.Row row) {
      answer
          .withArray("/rows")
          .add(
              Answers.row(
                  ProfileRow.of(
                      row.result(),
                      user,
                      new ProfileRow.RowDefaults("duckdb", "profiles"),
                      1,
                      Instant.EPOCH)));
    }
  }
}

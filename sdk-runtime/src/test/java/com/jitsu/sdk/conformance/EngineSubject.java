package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.MemoryStore;
import com.jitsu.sdk.host.TimeToLive;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;

/** The engine alone, with a world of stubs. */
final class EngineSubject implements ConformanceContract.Subject {

  private final FunctionEngine engine = new FunctionEngine(Limits.live());

  @Override
  public String http() {
    return "http://127.0.0.1:8099";
  }

  @Override
  public boolean takes(ConformanceCase test) {
    return !test.needsServer();
  }

  @Override
  public ObjectNode run(ConformanceCase test) {
    MemoryStore store = new MemoryStore(Clock.systemUTC());
    test.seed()
        .properties()
        .forEach(
            seed -> store.set(seed.getKey(), Json.text(seed.getValue()), TimeToLive.standard()));
    HostServices services =
        new HostServices(
            store,
            new StubFetch(http(), test.routes()),
            new StubWarehouses(test.json().path("warehouse")));
    ObjectNode answer = answer(test, services);
    ObjectNode kept = store.dump();
    for (String key : test.storeKeys()) {
      JsonNode value = kept.path(key);
      answer
          .withObject("/store")
          .set(key, value.isMissingNode() ? Json.mapper().nullNode() : value);
    }
    return answer;
  }

  private ObjectNode answer(ConformanceCase test, HostServices services) {
    try {
      EngineRun run = new EngineRun(engine, services, test.request());
      return switch (test.kind()) {
        case PROFILE -> run.profile();
        case TRANSFORMATION -> run.transformation();
        case CHAIN -> run.chain();
        case PIPELINE -> new EnginePipeline(engine, services, test).rows();
      };
    } catch (ProblemException e) {
      ObjectNode refused = Json.object().put("outcome", "refused");
      for (Problem problem : e.problems()) {
        refused
            .withArray("/problems")
            .addObject()
            .put("code", problem.code())
            .put("what", problem.what());
      }
      return refused;
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}

package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.tools.OwnEsbuild;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.ProjectSources;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileResult;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.host.HostServices;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function makes of each case, found by running it in our engine. The other side, where Node
 * runs the same source, has to agree.
 */
final class Expectations {

  private static final ProfileRun.BuilderVersion BUILDER =
      new ProfileRun.BuilderVersion("benchmark", 1);

  private Expectations() {}

  /**
   * A case and its result, {@code {"tableName": "rfm", "traits": {…}}}, or null where there is no
   * row.
   */
  record Expected(TestCase given, JsonNode result) {}

  /**
   * The cases in their order, each with its result.
   *
   * @param project with the functions in {@code src/profiles}
   * @param cache for esbuild
   */
  static List<Expected> of(List<TestCase> cases, Path project, Path cache) {
    try (FunctionEngine engine = new FunctionEngine(Limits.test())) {
      Esbuild esbuild = new Esbuild(OwnEsbuild.find(cache));
      Map<String, ProfileFunction> functions = new LinkedHashMap<>();
      Bundler bundler = new Bundler(project, esbuild);
      for (Bundle bundle : bundler.bundle(ProjectSources.find(project))) {
        functions.put(bundle.config().slug(), engine.load(bundle));
      }
      List<Expected> all =
          cases.stream().map(each -> new Expected(each, result(functions, each))).toList();
      functions.values().forEach(ProfileFunction::close);
      return all;
    }
  }

  private static JsonNode result(Map<String, ProfileFunction> functions, TestCase given) {
    ProfileFunction function = functions.get(given.function());
    if (function == null) {
      throw new IllegalStateException("no function " + given.function() + " was bundled");
    }
    List<byte[]> events = given.events().stream().map(Json::bytes).toList();
    Outcome outcome =
        function
            .run(
                new ProfileRun(
                    given.user(), events, given.env(), BUILDER, given.now(), HostServices.none()))
            .outcome();
    if (outcome instanceof Outcome.Row row) {
      return json(row.result());
    }
    if (outcome instanceof Outcome.NoRow) {
      return NullNode.getInstance();
    }
    throw new IllegalStateException(given.name() + ": " + outcome);
  }

  private static JsonNode json(ProfileResult result) {
    ObjectNode json = Json.object().put("tableName", result.tableName());
    json.set("traits", result.traits());
    return json;
  }
}

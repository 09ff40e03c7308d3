package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.Draft;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code /api/deployments} and {@code /api/publications}: drafts, all or none; then versions. */
final class DeployEndpoints {

  private final RedisBuilders builders;
  private final Rebuilds rebuilds;
  private final FunctionEngine engine;
  private final Clock clock;

  DeployEndpoints(RedisBuilders builders, Rebuilds rebuilds, FunctionEngine engine, Clock clock) {
    this.builders = requireNonNull(builders);
    this.rebuilds = requireNonNull(rebuilds);
    this.engine = requireNonNull(engine);
    this.clock = requireNonNull(clock);
  }

  /** {@code POST /api/deployments}: checks all functions, then saves all drafts in one step. */
  Reply deploy(Call call) {
    JsonBody body =
        JsonBody.of(call, "functions", "transformations", "createBuilders", "message", "gitCommit");
    boolean createBuilders = body.flag("createBuilders");
    Draft.Note note = new Draft.Note(body.text("message", ""), body.text("gitCommit", ""));
    Instant now = clock.instant();
    List<Bundle> chain = new ArrayList<>();
    for (JsonBody function :
        body.anyObjects(
            "transformations", "slug", "name", "description", "source", "code", "sourceMap")) {
      chain.add(transformation(function));
    }
    List<Draft> drafts = new ArrayList<>();
    for (JsonBody function :
        body.objects(
            "functions",
            "profileBuilderId",
            "slug",
            "name",
            "description",
            "source",
            "code",
            "sourceMap")) {
      Bundle bundle = bundle(function);
      drafts.add(
          new Draft(bundle, body.has("transformations") ? chain : chainOf(bundle), now, note));
    }
    body.refuse();
    refuseBroken(drafts, chain);

    ObjectNode answer = Json.object();
    ArrayNode functions = answer.putArray("functions");
    ArrayNode created = answer.putArray("createdBuilders");
    RedisBuilders.Saved saved = builders.saveDrafts(drafts, createBuilders);
    saved
        .changes()
        .forEach(
            (draft, change) ->
                functions
                    .addObject()
                    .put("profileBuilderId", draft.bundle().config().profileBuilderId())
                    .put("slug", draft.bundle().config().slug())
                    .put("digest", draft.bundle().digest())
                    .put("change", change.text()));
    saved.createdBuilders().forEach(created::add);
    return Reply.json(answer);
  }

  /** {@code POST /api/publications}: version + 1 for each builder; the rebuilds run on. */
  Reply publish(Call call) {
    JsonBody body = JsonBody.of(call, "builders", "force");
    List<String> ids = body.texts("builders");
    boolean force = body.flag("force");
    body.refuse();
    builders.refuseUnpublishable(ids);
    ObjectNode answer = Json.object();
    ArrayNode publications = answer.putArray("publications");
    for (String id : ids) {
      publications.add(RebuildEndpoints.json(id, rebuilds.publish(id, force)));
    }
    return Reply.json(answer);
  }

  private static Bundle bundle(JsonBody function) {
    String slug = function.requiredText("slug");
    String description = function.text("description", "");
    return Bundle.of(
        new FunctionConfig(
            function.requiredText("profileBuilderId"),
            slug,
            function.text("name", slug),
            description.isEmpty() ? null : description),
        function.requiredText("source"),
        function.requiredText("code"),
        function.text("sourceMap", Bundle.NO_SOURCE_MAP));
  }

  /** What is said nothing about stays as it was. */
  private List<Bundle> chainOf(Bundle bundle) {
    return builders
        .find(bundle.config().profileBuilderId())
        .flatMap(ProfileBuilder::findDraft)
        .map(Draft::chain)
        .orElse(List.of());
  }

  private static Bundle transformation(JsonBody function) {
    String slug = function.requiredText("slug");
    String description = function.text("description", "");
    return Bundle.of(
        FunctionConfig.transformation(
            slug, function.text("name", slug), description.isEmpty() ? null : description),
        function.requiredText("source"),
        function.requiredText("code"),
        function.text("sourceMap", Bundle.NO_SOURCE_MAP));
  }

  private void refuseBroken(List<Draft> drafts, List<Bundle> chain) {
    List<Problem> problems = new ArrayList<>();
    for (Draft draft : drafts) {
      refuseBroken(draft.bundle(), engine::load, problems);
    }
    for (Bundle function : chain) {
      refuseBroken(function, engine::loadTransformation, problems);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static void refuseBroken(
      Bundle bundle, Function<Bundle, ? extends AutoCloseable> loader, List<Problem> problems) {
    try {
      SentCode.refuseBrokenMap(bundle);
      loader.apply(bundle).close();
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    } catch (Exception e) {
      throw new IllegalStateException("a function that was loaded can be closed", e);
    }
  }
}

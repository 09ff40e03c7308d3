package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.PublishResult;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;

/** {@code /api/builders/{id}/…}: rollback, the rebuild under way, profiles that fail. */
final class RebuildEndpoints {

  private static final int MOST_LISTED = 1_000;

  private final RedisBuilders builders;
  private final Rebuilds rebuilds;

  RebuildEndpoints(RedisBuilders builders, Rebuilds rebuilds) {
    this.builders = requireNonNull(builders);
    this.rebuilds = requireNonNull(rebuilds);
  }

  /** {@code POST …/rollback}: an earlier version's content becomes the next version. */
  Reply rollBack(Call call) {
    String id = ExistingBuilders.of(call, builders).id();
    JsonBody body = JsonBody.of(call, "version", "message");
    if (!body.has("version")) {
      body.problem("version", "\"version\" is missing", "send the number of an earlier version");
    }
    int version = body.integer("version", 1, 1, Integer.MAX_VALUE);
    String message = body.text("message", "");
    body.refuse();
    return Reply.json(json(id, rebuilds.rollBack(id, version, message)));
  }

  /** What publishing did to one builder. */
  static ObjectNode json(String builder, PublishResult result) {
    return Json.object()
        .put("builder", builder)
        .put("version", result.publication().version())
        .put("publication", result.publication().number())
        .put("change", result.changed() ? "published" : "unchanged");
  }

  /** {@code POST …/rebuild/pause}. */
  Reply pause(Call call) {
    return changed(call, id -> rebuilds.pause(id, true));
  }

  /** {@code POST …/rebuild/resume}. */
  Reply resume(Call call) {
    return changed(call, id -> rebuilds.pause(id, false));
  }

  /** {@code POST …/rebuild/cancel}. */
  Reply cancel(Call call) {
    return changed(call, rebuilds::cancel);
  }

  /** {@code GET …/failed?after=&limit=}. */
  Reply failed(Call call) {
    String id = ExistingBuilders.of(call, builders).id();
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("failed");
    rebuilds.failed(id, call.query("after").orElse(""), limit(call)).forEach(list::add);
    return Reply.json(body);
  }

  /** {@code POST …/failed/retry}. */
  Reply retry(Call call) {
    String id = ExistingBuilders.of(call, builders).id();
    return Reply.json(Json.object().put("retried", rebuilds.retryFailed(id)));
  }

  private static int limit(Call call) {
    String text = call.query("limit").orElse("100");
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_LISTED) {
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "\"limit\" must be a whole number from 1 to " + MOST_LISTED + ", found " + text,
              "limit",
              "send a number in that range"));
    }
    return Integer.parseInt(text);
  }

  private interface Change {
    void apply(String builder);
  }

  private Reply changed(Call call, Change change) {
    String id = ExistingBuilders.of(call, builders).id();
    try {
      change.apply(id);
    } catch (ProblemException e) {
      List<Problem> problems = e.problems();
      throw new Refusal(409, problems);
    }
    return Reply.json(rebuilds.state(builders.get(id)));
  }
}

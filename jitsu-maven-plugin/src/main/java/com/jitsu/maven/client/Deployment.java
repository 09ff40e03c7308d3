package com.jitsu.maven.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All functions of a project, to be saved as drafts together or not at all.
 *
 * @param transformations the functions that events pass first, in their order; none clears what the
 *     builders had
 * @param createBuilders whether builders that do not exist are to be made
 */
public record Deployment(
    List<Bundle> functions,
    List<Bundle> transformations,
    boolean createBuilders,
    @Nullable String message,
    @Nullable String gitCommit) {

  public Deployment {
    functions = List.copyOf(functions);
    transformations = List.copyOf(transformations);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("functions");
    for (Bundle function : functions) {
      write(function, list.addObject())
          .put("profileBuilderId", function.config().profileBuilderId());
    }
    ArrayNode chain = json.putArray("transformations");
    transformations.forEach(function -> write(function, chain.addObject()));
    json.put("createBuilders", createBuilders);
    if (message != null) {
      json.put("message", message);
    }
    if (gitCommit != null) {
      json.put("gitCommit", gitCommit);
    }
    return json;
  }

  private static ObjectNode write(Bundle function, ObjectNode json) {
    json.put("slug", function.config().slug());
    json.put("name", function.config().name());
    if (function.config().description() != null) {
      json.put("description", function.config().description());
    }
    return json.put("source", function.source())
        .put("code", function.code())
        .put("sourceMap", function.sourceMap());
  }

  /** What became of it. */
  public record Result(List<Change> functions, List<String> createdBuilders) {

    public Result {
      functions = List.copyOf(functions);
      createdBuilders = createdBuilders == null ? List.of() : List.copyOf(createdBuilders);
    }
  }

  /**
   * One function's draft.
   *
   * @param change {@code created}, {@code updated} or {@code unchanged}
   */
  public record Change(String profileBuilderId, String slug, String digest, String change) {

    public Change {
      requireNonNull(profileBuilderId);
      requireNonNull(slug);
      requireNonNull(change);
    }
  }
}

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
 * @param createBuilders whether builders that do not exist are to be made
 */
public record Deployment(
    List<Bundle> functions,
    boolean createBuilders,
    @Nullable String message,
    @Nullable String gitCommit) {

  public Deployment {
    functions = List.copyOf(functions);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("functions");
    for (Bundle function : functions) {
      ObjectNode entry = list.addObject();
      entry.put("profileBuilderId", function.config().profileBuilderId());
      entry.put("slug", function.config().slug());
      entry.put("name", function.config().name());
      if (function.config().description() != null) {
        entry.put("description", function.config().description());
      }
      entry.put("source", function.source());
      entry.put("code", function.code());
      entry.put("sourceMap", function.sourceMap());
    }
    json.put("createBuilders", createBuilders);
    if (message != null) {
      json.put("message", message);
    }
    if (gitCommit != null) {
      json.put("gitCommit", gitCommit);
    }
    return json;
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

package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;

/**
 * The function as it was last deployed; runs nowhere until it is published.
 *
 * @param note what came with the deployment
 */
public record Draft(Bundle bundle, Instant savedAt, Note note) {

  public Draft {
    requireNonNull(bundle);
    requireNonNull(savedAt);
    requireNonNull(note);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("bundle", BundleJson.write(bundle));
    json.put("savedAt", savedAt.toString());
    json.set("note", note.toJson());
    return json;
  }

  static Draft read(JsonNode json) {
    return new Draft(
        BundleJson.read(json.path("bundle")),
        Instant.parse(json.path("savedAt").asText()),
        Note.read(json.path("note")));
  }

  /**
   * What travels with a deployment, for people.
   *
   * @param message empty when none was given
   * @param gitCommit empty when unknown
   */
  public record Note(String message, String gitCommit) {

    public Note {
      requireNonNull(message);
      requireNonNull(gitCommit);
    }

    ObjectNode toJson() {
      return Json.object().put("message", message).put("gitCommit", gitCommit);
    }

    static Note read(JsonNode json) {
      return new Note(json.path("message").asText(""), json.path("gitCommit").asText(""));
    }
  }
}

package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;
import java.util.List;

/**
 * The functions as they were last deployed; they run nowhere until they are published.
 *
 * @param chain the transformation functions that an event passes before it belongs to a profile
 * @param note what came with the deployment
 */
public record Draft(Bundle bundle, List<Bundle> chain, Instant savedAt, Note note) {

  public Draft {
    requireNonNull(bundle);
    chain = List.copyOf(chain);
    requireNonNull(savedAt);
    requireNonNull(note);
  }

  /** Without code: {@code {"slug", "source", "digest", "savedAt", "message", "gitCommit"}}. */
  public ObjectNode summary() {
    ObjectNode json =
        Json.object()
            .put("slug", bundle.config().slug())
            .put("source", bundle.source())
            .put("digest", bundle.digest())
            .put("savedAt", savedAt.toString())
            .put("message", note.message())
            .put("gitCommit", note.gitCommit());
    if (!chain.isEmpty()) {
      json.set("transformations", VersionContent.outline(chain));
    }
    return json;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("bundle", BundleJson.write(bundle));
    json.set("transformations", BundleJson.write(chain));
    json.put("savedAt", savedAt.toString());
    json.set("note", note.toJson());
    return json;
  }

  static Draft read(JsonNode json) {
    return new Draft(
        BundleJson.read(json.path("bundle")),
        BundleJson.readAll(json.path("transformations")),
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

package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;

/**
 * What was published, frozen for ever.
 *
 * @param number from 1 up within its builder; never used twice
 * @param restores the earlier version whose content this one brings back; 0: none
 */
public record Version(
    int number, VersionContent content, Instant publishedAt, Draft.Note note, int restores) {

  public Version {
    requireNonNull(content);
    requireNonNull(publishedAt);
    requireNonNull(note);
  }

  public Bundle bundle() {
    return content.bundle();
  }

  public BuilderSettings settings() {
    return content.settings();
  }

  /**
   * Without code and values: {@code {"slug", "digest", "content", "publishedAt", "message",
   * "gitCommit", "settings", "transformations", "variables", "restores"}}, the last three only
   * where there are any.
   */
  public ObjectNode summary() {
    ObjectNode json =
        Json.object()
            .put("slug", bundle().config().slug())
            .put("digest", bundle().digest())
            .put("content", content.digest())
            .put("publishedAt", publishedAt.toString())
            .put("message", note.message())
            .put("gitCommit", note.gitCommit());
    json.set("settings", settings().toJson());
    if (!content.chain().isEmpty()) {
      json.set("transformations", VersionContent.outline(content.chain()));
    }
    if (!content.variables().isEmpty()) {
      ObjectNode variables = json.putObject("variables");
      content.variables().forEach(variables::put);
    }
    if (restores > 0) {
      json.put("restores", restores);
    }
    return json;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("number", number);
    content.writeTo(json);
    json.put("publishedAt", publishedAt.toString());
    json.set("note", note.toJson());
    json.put("restores", restores);
    return json;
  }

  static Version read(JsonNode json) {
    return new Version(
        json.path("number").asInt(),
        VersionContent.read(json),
        Instant.parse(json.path("publishedAt").asText()),
        Draft.Note.read(json.path("note")),
        json.path("restores").asInt());
  }
}

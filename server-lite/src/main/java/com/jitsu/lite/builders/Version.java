package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;

/**
 * A function and the settings it runs with, frozen for ever.
 *
 * @param number from 1 up within its builder; never used twice
 */
public record Version(
    int number, Bundle bundle, BuilderSettings settings, Instant publishedAt, Draft.Note note) {

  public Version {
    requireNonNull(bundle);
    requireNonNull(settings);
    requireNonNull(publishedAt);
    requireNonNull(note);
  }

  /** True when publishing the draft with these settings would change nothing. */
  boolean runs(Draft draft, BuilderSettings wanted) {
    return bundle.digest().equals(draft.bundle().digest()) && settings.equals(wanted);
  }

  /** Without the code: {@code {"slug", "digest", "publishedAt", "message", "gitCommit"}}. */
  public ObjectNode summary() {
    return Json.object()
        .put("slug", bundle.config().slug())
        .put("digest", bundle.digest())
        .put("publishedAt", publishedAt.toString())
        .put("message", note.message())
        .put("gitCommit", note.gitCommit());
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("number", number);
    json.set("bundle", BundleJson.write(bundle));
    json.set("settings", settings.toJson());
    json.put("publishedAt", publishedAt.toString());
    json.set("note", note.toJson());
    return json;
  }

  static Version read(JsonNode json) {
    return new Version(
        json.path("number").asInt(),
        BundleJson.read(json.path("bundle")),
        BuilderSettings.read(json.path("settings")),
        Instant.parse(json.path("publishedAt").asText()),
        Draft.Note.read(json.path("note")));
  }
}

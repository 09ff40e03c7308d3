package com.jitsu.lite.builders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.List;

/** How a bundle is kept: {@code {"profileBuilderId", "slug", "name", "source", "code", …}}. */
final class BundleJson {

  private BundleJson() {}

  static ObjectNode write(Bundle bundle) {
    FunctionConfig config = bundle.config();
    return Json.object()
        .put("profileBuilderId", config.profileBuilderId())
        .put("slug", config.slug())
        .put("name", config.name())
        .put("description", config.description())
        .put("source", bundle.source())
        .put("code", bundle.code())
        .put("sourceMap", bundle.sourceMap())
        .put("digest", bundle.digest());
  }

  static ArrayNode write(List<Bundle> bundles) {
    ArrayNode list = Json.mapper().createArrayNode();
    bundles.forEach(bundle -> list.add(write(bundle)));
    return list;
  }

  static List<Bundle> readAll(JsonNode list) {
    List<Bundle> bundles = new ArrayList<>();
    list.forEach(bundle -> bundles.add(read(bundle)));
    return bundles;
  }

  static Bundle read(JsonNode json) {
    FunctionConfig config =
        new FunctionConfig(
            json.path("profileBuilderId").asText(),
            json.path("slug").asText(),
            json.path("name").asText(),
            json.hasNonNull("description") ? json.get("description").asText() : null);
    return new Bundle(
        config,
        json.path("source").asText(),
        json.path("code").asText(),
        json.path("sourceMap").asText(),
        json.path("digest").asText());
  }
}

package com.jitsu.lite.builders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;

/**
 * One act of publishing a version. Numbers rise over all builders, so of two rows of a profile the
 * one with the higher publication is the later decision, also after a rollback.
 */
public record Publication(long number, int version) {

  ObjectNode toJson() {
    return Json.object().put("number", number).put("version", version);
  }

  static Publication read(JsonNode json) {
    return new Publication(json.path("number").asLong(), json.path("version").asInt());
  }
}

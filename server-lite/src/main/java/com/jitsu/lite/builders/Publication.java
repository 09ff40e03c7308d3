package com.jitsu.lite.builders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;

/**
 * One act of publishing a version. Numbers rise over all builders, so of two rows of a profile the
 * one with the higher publication is the later decision, also after a rollback.
 *
 * @param keyed the publication whose transformation filled the history that this one builds from:
 *     its own, unless an earlier one keyed the events in the same way
 */
public record Publication(long number, int version, long keyed) {

  /** The history of a builder that this publication builds from: {@code lifetime-value@3}. */
  public String history(String builder) {
    return builder + "@" + keyed;
  }

  ObjectNode toJson() {
    return Json.object().put("number", number).put("version", version).put("keyed", keyed);
  }

  static Publication read(JsonNode json) {
    long number = json.path("number").asLong();
    return new Publication(number, json.path("version").asInt(), json.path("keyed").asLong(number));
  }
}

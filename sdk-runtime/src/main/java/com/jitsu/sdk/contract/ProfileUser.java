package com.jitsu.sdk.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The {@code user} argument: {@code {"profileId": "u1", "userId": "u1", "anonymousId": "",
 * "traits": {"email": "a@b.c"}}}. An id that no identify event gave is the empty string.
 */
public record ProfileUser(String profileId, String userId, String anonymousId, ObjectNode traits) {

  public ProfileUser {
    requireNonNull(profileId);
    requireNonNull(userId);
    requireNonNull(anonymousId);
    traits = traits.deepCopy();
  }

  /** As JSON with all four keys; a copy. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("profileId", profileId);
    json.put("userId", userId);
    json.put("anonymousId", anonymousId);
    json.set("traits", traits.deepCopy());
    return json;
  }
}

package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;

/** A row as it is in the warehouse, and in which table. */
public record StoredProfile(
    String profileId, ObjectNode traits, int version, Instant updatedAt, String table) {

  public StoredProfile {
    requireNonNull(profileId);
    requireNonNull(traits);
    requireNonNull(updatedAt);
    requireNonNull(table);
  }

  /** {@code {"profile_id": "u1", "traits": {…}, "version": 3, "updated_at": "…", "table": "…"}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("profile_id", profileId);
    json.set("traits", traits.deepCopy());
    json.put("version", version);
    json.put("updated_at", updatedAt.toString());
    json.put("table", table);
    return json;
  }
}

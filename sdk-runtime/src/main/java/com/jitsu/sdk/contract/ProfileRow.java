package com.jitsu.sdk.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One row of the warehouse: {@code {"profile_id": "u1", "traits": {…}, "version": 3, "updated_at":
 * "2026-03-01T00:00:00Z"}}, and where it goes.
 */
public record ProfileRow(
    String profileId,
    String destinationId,
    String tableName,
    ObjectNode traits,
    int version,
    Instant updatedAt) {

  public ProfileRow {
    requireNonNull(profileId);
    requireNonNull(destinationId);
    requireNonNull(tableName);
    requireNonNull(updatedAt);
    traits = traits.deepCopy();
  }

  /**
   * Merges a result with the built-in traits and the builder's defaults as CONTRACT A.6 has it: the
   * function's keys win, nested objects are replaced whole, {@code null} overwrites, {@code
   * undefined} removes.
   */
  public static ProfileRow of(
      ProfileResult result, ProfileUser user, RowDefaults defaults, int version, Instant now) {
    ObjectNode traits = user.traits().deepCopy();
    traits.remove(result.removedTraits());
    traits.setAll(result.traits());
    return new ProfileRow(
        result.profileId() == null ? user.profileId() : result.profileId(),
        result.destinationId() == null ? defaults.destinationId() : result.destinationId(),
        result.tableName() == null ? defaults.tableName() : result.tableName(),
        traits,
        version,
        now);
  }

  /** Where a builder's rows go when the function does not say. */
  public record RowDefaults(String destinationId, String tableName) {
    public RowDefaults {
      requireNonNull(destinationId);
      requireNonNull(tableName);
    }
  }
}

package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow;
import java.time.Instant;

/**
 * A profile's row as it is written.
 *
 * @param traits JSON
 */
public record ShownRow(
    String profileId, String tableName, String traits, int version, Instant updatedAt) {

  public ShownRow {
    requireNonNull(profileId);
    requireNonNull(tableName);
    requireNonNull(traits);
    requireNonNull(updatedAt);
  }

  public static ShownRow of(ProfileRow row) {
    return new ShownRow(
        row.profileId(), row.tableName(), Json.text(row.traits()), row.version(), row.updatedAt());
  }
}

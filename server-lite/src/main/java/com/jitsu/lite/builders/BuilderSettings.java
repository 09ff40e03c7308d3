package com.jitsu.lite.builders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow.RowDefaults;
import java.time.Duration;

/**
 * What a builder's rows are made of and where they go: {@code {"destinationId": "duckdb",
 * "tableName": "profiles", "profileWindowDays": 365}}.
 *
 * @param profileWindowDays how many days of events a profile keeps, counted from their acceptance;
 *     7 to 365
 */
public record BuilderSettings(String destinationId, String tableName, int profileWindowDays) {

  private static final String DESTINATION = "duckdb";
  private static final String TABLE = "profiles";
  private static final int WINDOW_DAYS = 365;

  /** As CONTRACT D.2 has them. */
  public static BuilderSettings defaults() {
    return new BuilderSettings(DESTINATION, TABLE, WINDOW_DAYS);
  }

  public RowDefaults rowDefaults() {
    return new RowDefaults(destinationId, tableName);
  }

  public Duration window() {
    return Duration.ofDays(profileWindowDays);
  }

  /** As in the example above. */
  public ObjectNode toJson() {
    return Json.object()
        .put("destinationId", destinationId)
        .put("tableName", tableName)
        .put("profileWindowDays", profileWindowDays);
  }

  static BuilderSettings read(JsonNode json) {
    return new BuilderSettings(
        json.path("destinationId").asText(DESTINATION),
        json.path("tableName").asText(TABLE),
        json.path("profileWindowDays").asInt(WINDOW_DAYS));
  }
}

package com.jitsu.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProfileRowTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final ProfileRow.RowDefaults DEFAULTS =
      new ProfileRow.RowDefaults("duckdb", "profiles");
  private static final ProfileUser USER =
      new ProfileUser("p1", "u1", "", object("{\"a\":1,\"b\":{\"x\":1},\"c\":1,\"kept\":true}"));

  @Test
  void theFunctionsKeysWinNestedObjectsAreReplacedAndNullOverwrites() {
    ProfileResult result =
        new ProfileResult(null, null, null, object("{\"a\":2,\"b\":{\"y\":2},\"c\":null}"));

    assertThat(ProfileRow.of(result, USER, DEFAULTS, 3, NOW))
        .isEqualTo(
            new ProfileRow(
                "p1",
                "duckdb",
                "profiles",
                object("{\"a\":2,\"b\":{\"y\":2},\"c\":null,\"kept\":true}"),
                3,
                NOW));
  }

  @Test
  void whereTheRowGoesIsTheFunctionsChoice() {
    ProfileRow row =
        ProfileRow.of(
            new ProfileResult("p2", "postgres", "vip", Json.object()), USER, DEFAULTS, 1, NOW);

    assertThat(row).isEqualTo(new ProfileRow("p2", "postgres", "vip", USER.traits(), 1, NOW));
  }

  @Test
  void mergingChangesNeitherSide() {
    ObjectNode own = object("{\"a\":2}");
    ProfileRow row =
        ProfileRow.of(new ProfileResult(null, null, null, own), USER, DEFAULTS, 1, NOW);
    row.traits().put("a", 9);

    assertThat(own).isEqualTo(object("{\"a\":2}"));
    assertThat(USER.traits().path("a").asInt()).isEqualTo(1);
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(json);
  }
}

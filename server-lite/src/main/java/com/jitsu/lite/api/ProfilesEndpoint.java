package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;

/** {@code GET /api/profiles/{builder}/{profileId}}: the row, for who has no database client. */
final class ProfilesEndpoint {

  private final RedisBuilders builders;
  private final DuckDbWarehouse warehouse;

  ProfilesEndpoint(RedisBuilders builders, DuckDbWarehouse warehouse) {
    this.builders = requireNonNull(builders);
    this.warehouse = requireNonNull(warehouse);
  }

  Reply get(Call call) {
    String builder = call.parameter("builder");
    String profileId = call.parameter("profileId");
    return warehouse
        .find(builder, profileId)
        .map(profile -> Reply.json(profile.toJson()))
        .orElseThrow(() -> missing(builder, profileId));
  }

  private Refusal missing(String builder, String profileId) {
    try {
      builders.get(builder);
    } catch (ProblemException e) {
      return new Refusal(404, e.problems());
    }
    return new Refusal(
        404,
        new Problem(
            "JITSU-0414",
            "builder \"" + builder + "\" has no row for profile \"" + profileId + "\"",
            "profileId",
            "send an event with this userId, or look whether its function failed: mvn jitsu:status"));
  }
}

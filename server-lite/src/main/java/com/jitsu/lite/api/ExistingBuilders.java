package com.jitsu.lite.api;

import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.sdk.problem.ProblemException;

/** Finds the builder that a route names. */
final class ExistingBuilders {

  private ExistingBuilders() {}

  /**
   * The builder of the route's {@code {id}}.
   *
   * @throws Refusal 404 naming those that exist
   */
  static ProfileBuilder of(Call call, RedisBuilders builders) {
    try {
      return builders.get(call.parameter("id"));
    } catch (ProblemException e) {
      throw new Refusal(404, e.problems());
    }
  }
}

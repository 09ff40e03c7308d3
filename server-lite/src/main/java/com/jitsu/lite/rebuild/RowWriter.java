package com.jitsu.lite.rebuild;

import com.jitsu.lite.warehouse.ProfileUpsert;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands rows to the warehouse so that one row that it refuses fails alone. */
final class RowWriter {

  private RowWriter() {}

  /**
   * Writes what was built.
   *
   * @return what was given, with the rows that were refused turned into failures
   */
  static List<Built> write(List<Built> built, Consumer<List<ProfileUpsert>> warehouse) {
    List<ProfileUpsert> rows = new ArrayList<>();
    built.forEach(one -> upsert(one).ifPresent(rows::add));
    if (rows.isEmpty()) {
      return built;
    }
    try {
      warehouse.accept(rows);
      return built;
    } catch (ProblemException refused) {
      return built.stream().map(one -> oneByOne(one, warehouse)).toList();
    }
  }

  private static Built oneByOne(Built built, Consumer<List<ProfileUpsert>> warehouse) {
    Optional<ProfileUpsert> row = upsert(built);
    if (row.isEmpty()) {
      return built;
    }
    try {
      warehouse.accept(List.of(row.get()));
      return built;
    } catch (ProblemException refused) {
      Problem problem = refused.problems().get(0);
      return new Built.Failed(
          built.profileId(),
          FailureText.of(
              new GuestError(problem.code(), problem.what() + "; " + problem.remedy(), List.of())));
    }
  }

  private static Optional<ProfileUpsert> upsert(Built built) {
    if (built instanceof Built.Row row) {
      return Optional.of(row.upsert());
    }
    return built instanceof Built.Skipped skipped
        ? Optional.of(skipped.removal())
        : Optional.empty();
  }
}

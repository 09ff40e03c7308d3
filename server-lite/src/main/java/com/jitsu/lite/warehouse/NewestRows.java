package com.jitsu.lite.warehouse;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is left of many rows when each profile has one and each id is taken once. */
final class NewestRows {

  private NewestRows() {}

  /** One for each profile; a profile whose row's id went to a newer one has none. */
  static Collection<ProfileUpsert> of(List<ProfileUpsert> rows) {
    Map<List<String>, ProfileUpsert> bySource = new LinkedHashMap<>();
    for (ProfileUpsert row : rows) {
      bySource.merge(List.of(row.builder(), row.source()), row, NewestRows::newer);
    }
    Map<List<String>, ProfileUpsert> byId = new LinkedHashMap<>();
    for (ProfileUpsert row : bySource.values()) {
      row.findRow()
          .ifPresent(
              shown ->
                  byId.merge(List.of(row.builder(), shown.profileId()), row, NewestRows::newer));
    }
    bySource.replaceAll(
        (key, row) ->
            row.findRow()
                .filter(shown -> !row.equals(byId.get(List.of(row.builder(), shown.profileId()))))
                .map(
                    lost ->
                        ProfileUpsert.none(
                            row.builder(), row.publication(), row.position(), row.source()))
                .orElse(row));
    return bySource.values();
  }

  private static ProfileUpsert newer(ProfileUpsert had, ProfileUpsert offered) {
    return offered.isOlderThan(had) ? had : offered;
  }
}

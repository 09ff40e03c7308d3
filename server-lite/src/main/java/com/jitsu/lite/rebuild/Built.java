package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.warehouse.ProfileUpsert;
import com.jitsu.lite.warehouse.ShownRow;

/** What became of one profile. */
sealed interface Built {

  String profileId();

  record Row(String profileId, ProfileUpsert upsert) implements Built {
    public Row {
      requireNonNull(profileId);
      requireNonNull(upsert);
    }

    /** What its traits take, about. */
    long bytes() {
      ShownRow row = upsert.row();
      return row == null ? 0 : row.traits().length();
    }
  }

  /**
   * @param removal says that it has no row
   */
  record Skipped(String profileId, ProfileUpsert removal) implements Built {
    public Skipped {
      requireNonNull(profileId);
      requireNonNull(removal);
    }
  }

  record Failed(String profileId, FailureText failure) implements Built {
    public Failed {
      requireNonNull(profileId);
      requireNonNull(failure);
    }
  }
}

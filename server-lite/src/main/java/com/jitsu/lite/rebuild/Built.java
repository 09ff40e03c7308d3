package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.warehouse.ProfileUpsert;
import com.jitsu.sdk.engine.GuestError;

/** What became of one profile. */
sealed interface Built {

  String profileId();

  record Row(String profileId, ProfileUpsert upsert) implements Built {
    public Row {
      requireNonNull(profileId);
      requireNonNull(upsert);
    }
  }

  record Skipped(String profileId, String why) implements Built {
    public Skipped {
      requireNonNull(profileId);
      requireNonNull(why);
    }
  }

  record Failed(String profileId, GuestError error) implements Built {
    public Failed {
      requireNonNull(profileId);
      requireNonNull(error);
    }
  }
}

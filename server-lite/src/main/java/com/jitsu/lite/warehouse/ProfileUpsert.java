package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.ProfileRow;

/**
 * A row and how new it is: of two rows of a builder for one profile the one with the greater
 * (publication, position) stays.
 *
 * @param position of the last event that the row was made of
 */
public record ProfileUpsert(String builder, long publication, long position, ProfileRow row) {

  public ProfileUpsert {
    requireNonNull(builder);
    requireNonNull(row);
  }

  boolean isOlderThan(ProfileUpsert other) {
    return publication < other.publication
        || (publication == other.publication && position < other.position);
  }
}

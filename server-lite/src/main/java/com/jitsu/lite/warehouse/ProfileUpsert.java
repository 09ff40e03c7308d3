package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.ProfileRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a profile has in the warehouse, and how new that is: of two of a builder for one profile the
 * one with the greater (publication, position) stays.
 *
 * @param position of the last event that it was made of
 * @param source the profile whose events it was made of; its row may have another id
 * @param row null: it has none, and one that is there goes
 */
public record ProfileUpsert(
    String builder, long publication, long position, String source, @Nullable ShownRow row) {

  public ProfileUpsert {
    requireNonNull(builder);
    requireNonNull(source);
  }

  /** The profile has this row and no other. */
  public static ProfileUpsert row(
      String builder, long publication, long position, String source, ProfileRow row) {
    return new ProfileUpsert(builder, publication, position, source, ShownRow.of(row));
  }

  /** The profile has no row. */
  public static ProfileUpsert none(String builder, long publication, long position, String source) {
    return new ProfileUpsert(builder, publication, position, source, null);
  }

  Optional<ShownRow> findRow() {
    return Optional.ofNullable(row);
  }

  boolean isOlderThan(ProfileUpsert other) {
    return publication < other.publication
        || (publication == other.publication && position < other.position);
  }
}

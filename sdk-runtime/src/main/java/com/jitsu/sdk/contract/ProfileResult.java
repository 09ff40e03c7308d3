package com.jitsu.sdk.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a profile function returned, after the aliases of CONTRACT A.2 ({@code profile_id}, …) are
 * resolved; an empty string counts as absent.
 *
 * @param traits as returned, {@code {}} when absent; without the built-in traits
 * @param removedTraits names that were returned with a value that JSON does not have, {@code
 *     undefined} for one: a built-in trait of such a name does not reach the row
 */
public record ProfileResult(
    @Nullable String profileId,
    @Nullable String destinationId,
    @Nullable String tableName,
    ObjectNode traits,
    Set<String> removedTraits) {

  public ProfileResult {
    traits = traits.deepCopy();
    removedTraits = Set.copyOf(removedTraits);
  }

  /** A result that removes nothing. */
  public ProfileResult(
      @Nullable String profileId,
      @Nullable String destinationId,
      @Nullable String tableName,
      ObjectNode traits) {
    this(profileId, destinationId, tableName, traits, Set.of());
  }
}

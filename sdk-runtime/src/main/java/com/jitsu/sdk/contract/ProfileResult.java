package com.jitsu.sdk.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a profile function returned, after the aliases of CONTRACT A.2 ({@code profile_id}, …) are
 * resolved; an empty string counts as absent.
 *
 * @param traits as returned, {@code {}} when absent; without the built-in traits
 */
public record ProfileResult(
    @Nullable String profileId,
    @Nullable String destinationId,
    @Nullable String tableName,
    ObjectNode traits) {

  public ProfileResult {
    traits = traits.deepCopy();
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.Lane;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuild is to do.
 *
 * @param version with the history that it builds from
 * @param feed fills that history
 * @param otherLanes where events mark their profiles for others: for what serves, if that builds
 *     from the same history
 * @param inPlace whether rows show as they come
 * @param maxFailedPercent it pauses when more fail
 * @param target position of the journal up to which the history must be filled first
 * @param checkpoint where to go on; null: at the beginning
 */
record RebuildPlan(
    String builder,
    Serving version,
    EventFeed feed,
    Set<Lane> otherLanes,
    boolean inPlace,
    int maxFailedPercent,
    long target,
    @Nullable Checkpoint checkpoint) {

  RebuildPlan {
    requireNonNull(builder);
    requireNonNull(version);
    requireNonNull(feed);
    otherLanes = Set.copyOf(otherLanes);
  }

  /** The name of the history. */
  String history() {
    return version.history();
  }

  /** Whether it goes on in the middle of building. */
  boolean builds() {
    return checkpoint != null && checkpoint.builds();
  }
}

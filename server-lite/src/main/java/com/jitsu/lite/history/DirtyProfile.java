package com.jitsu.lite.history;

import static java.util.Objects.requireNonNull;

/**
 * A profile whose row does not show all of its events.
 *
 * @param position the event that made it dirty last
 */
public record DirtyProfile(String profileId, long position) {

  public DirtyProfile {
    requireNonNull(profileId);
  }
}

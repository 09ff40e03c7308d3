package com.jitsu.lite.history;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The events of one profile that count, in the order of their acceptance.
 *
 * @param lastPosition of its newest event, whether that counts or not; 0 for an unknown profile
 */
public record ProfileHistory(String profileId, long lastPosition, List<byte[]> events) {

  public ProfileHistory {
    requireNonNull(profileId);
    events = List.copyOf(events);
  }

  /** What the events take. */
  public long bytes() {
    long bytes = 0;
    for (byte[] event : events) {
      bytes += event.length;
    }
    return bytes;
  }
}

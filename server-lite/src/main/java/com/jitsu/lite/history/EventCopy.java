package com.jitsu.lite.history;

import static java.util.Objects.requireNonNull;

/**
 * An event of the journal as one profile of a history has it.
 *
 * @param history name of the history
 * @param position of the event in the journal
 * @param key where it lies; not copied, leave it alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EventCopy(String history, String profileId, long position, byte[] key) {

  public EventCopy {
    requireNonNull(history);
    requireNonNull(profileId);
    requireNonNull(key);
  }
}

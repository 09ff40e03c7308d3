package com.jitsu.lite.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event of the journal.
 *
 * @param position its place in the order of acceptance, from 1
 * @param acceptedAt when it was accepted, in milliseconds
 */
public record JournalEntry(long position, Instant acceptedAt, String source, byte[] json) {

  public JournalEntry {
    requireNonNull(acceptedAt);
    requireNonNull(source);
    requireNonNull(json);
  }
}

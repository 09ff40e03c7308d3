package com.jitsu.lite.keyer;

import com.jitsu.lite.journal.JournalEntry;
import java.util.List;

/** What an accepted event becomes before it belongs to a profile. For one thread. */
interface Transformation extends AutoCloseable {

  /** The events in UTF-8, in their order; none: it belongs to nobody. */
  List<byte[]> of(JournalEntry entry);

  /**
   * Whether, since the last call, functions found their store away, so that what they gave need not
   * be what they would give.
   */
  boolean storeWasAway();

  /** Also ends a function that runs; may be called by another thread. */
  @Override
  void close();

  /** Events stay as they are. */
  static Transformation none() {
    return new Transformation() {
      @Override
      public List<byte[]> of(JournalEntry entry) {
        return List.of(entry.json());
      }

      @Override
      public boolean storeWasAway() {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}

package com.jitsu.lite.history;

import java.util.Set;

/** What fills one builder's history: the keyer, seen by those who build from it. */
public interface EventFeed extends AutoCloseable {

  void start();

  /** The last position of the journal that is in the history; 0 before the first. */
  long finished();

  /** From the return of this call on, every event marks its profile in exactly these lanes. */
  void markIn(Set<Lane> lanes);

  /** Runs the action while the history and its marks stand still. */
  void paused(Runnable action);

  @Override
  void close();

  /** Opens the feed of a builder. */
  interface Opener {

    /**
     * @param onMarked called after profiles were marked; returns at once
     */
    EventFeed open(String builder, Runnable onMarked);
  }
}

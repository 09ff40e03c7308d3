package com.jitsu.lite.history;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.GuestError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What fills one history: the keyer, seen by those who build from it. */
public interface EventFeed extends AutoCloseable {

  void start();

  /** The last position of the journal that is in the history; 0 before the first. */
  long finished();

  /** From the return of this call on, every event marks its profile in exactly these lanes. */
  void markIn(Set<Lane> lanes);

  /** Stops between two batches, or goes on. */
  void hold(boolean held);

  /** Runs the action while the history and its marks stand still. */
  void paused(Runnable action);

  @Override
  void close();

  /**
   * Which history, and how an event gets there.
   *
   * @param chain the transformation functions that it passes; may be none
   * @param variables the environment variables of these functions
   */
  record Keying(String history, List<Bundle> chain, Map<String, String> variables) {
    public Keying {
      requireNonNull(history);
      chain = List.copyOf(chain);
      variables = Map.copyOf(variables);
    }
  }

  /** Hears what is done, on the feed's thread; returns at once. */
  interface Listener {

    /** The event is about to be in the history and its profile marked. */
    void keyed(String profileId, long position, Instant acceptedAt);

    /** A group of events is through. */
    void marked();

    /** A transformation function failed for an event. */
    void failed(String slug, GuestError error);
  }

  /** Opens feeds. */
  interface Opener {
    EventFeed open(Keying keying, Listener listener);
  }
}

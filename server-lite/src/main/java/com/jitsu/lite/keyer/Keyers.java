package com.jitsu.lite.keyer;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;

/** Start here: makes a keyer for each history that is to be filled. */
public final class Keyers implements EventFeed.Opener {

  private final RocksJournal journal;
  private final History history;
  private final FunctionEngine engine;
  private final HostServices services;

  /**
   * @param services what transformation functions reach
   */
  public Keyers(
      RocksJournal journal, History history, FunctionEngine engine, HostServices services) {
    this.journal = requireNonNull(journal);
    this.history = requireNonNull(history);
    this.engine = requireNonNull(engine);
    this.services = requireNonNull(services);
  }

  @Override
  public Keyer open(EventFeed.Keying keying, EventFeed.Listener listener) {
    Transformation transformation =
        keying.chain().isEmpty()
            ? Transformation.none()
            : new ChainTransformation(engine, keying, services, listener);
    return new Keyer(keying.history(), journal, history, transformation, listener);
  }
}

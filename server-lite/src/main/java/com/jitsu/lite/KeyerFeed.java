package com.jitsu.lite;

import com.jitsu.lite.history.Lane;
import com.jitsu.lite.keyer.Keyer;
import com.jitsu.lite.rebuild.EventFeed;
import java.util.Set;

/** Lets a rebuild use the keyer without the two rooms knowing each other. */
record KeyerFeed(Keyer keyer) implements EventFeed {

  @Override
  public void start() {
    keyer.start();
  }

  @Override
  public long finished() {
    return keyer.finished();
  }

  @Override
  public void markIn(Set<Lane> lanes) {
    keyer.markIn(lanes);
  }

  @Override
  public void paused(Runnable action) {
    keyer.paused(action);
  }

  @Override
  public void close() {
    keyer.close();
  }
}

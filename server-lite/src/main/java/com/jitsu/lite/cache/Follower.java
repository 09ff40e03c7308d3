package com.jitsu.lite.cache;

/** Is told what is written to the cache, on the thread that writes: must not wait. */
@FunctionalInterface
public interface Follower {

  /** A record that is in Redis now; later ones have a greater place. */
  void stored(CachedEvent event);

  /** Redis failed: of the records that came meanwhile some or all are missing here. */
  default void lost() {}
}

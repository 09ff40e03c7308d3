package com.jitsu.lite.rebuild;

import java.util.List;

/**
 * A chunk of profiles after it was built.
 *
 * @param storeWasAway whether failures may be due to the functions' store being away
 */
record ChunkResult(List<Built> built, boolean storeWasAway) {

  ChunkResult {
    built = List.copyOf(built);
  }
}

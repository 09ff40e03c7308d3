package com.jitsu.sdk.engine.events;

import com.jitsu.sdk.bundle.Bundle;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the bundles of a process read of events, each found out once. Thread-safe. */
public final class Footprints {

  private static final int KEPT = 100;

  private final Map<String, Footprint> byDigest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Footprint> eldest) {
          return size() > KEPT;
        }
      };

  synchronized Footprint of(Bundle bundle) {
    return byDigest.computeIfAbsent(bundle.digest(), digest -> Footprint.of(bundle.code()));
  }
}

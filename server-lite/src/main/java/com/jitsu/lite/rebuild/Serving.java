package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;

/**
 * A version at work.
 *
 * @param history the name of the history that it builds from
 * @param failed the profiles for which it fails
 */
record Serving(VersionRunner runner, String history, FailedProfiles failed) {

  Serving {
    requireNonNull(runner);
    requireNonNull(history);
    requireNonNull(failed);
  }

  Publication publication() {
    return runner.publication();
  }
}

package com.jitsu.maven.client;

import static java.util.Objects.requireNonNull;

/**
 * One builder's answer to publishing.
 *
 * @param version the frozen version that is the published one now
 * @param publication grows with every publication of the server
 * @param change {@code published} or {@code unchanged}
 */
public record Publication(String builder, int version, long publication, String change) {

  public Publication {
    requireNonNull(builder);
    requireNonNull(change);
  }

  /** Whether there was nothing to do: this very code is published already. */
  public boolean isUnchanged() {
    return change.equals("unchanged");
  }
}

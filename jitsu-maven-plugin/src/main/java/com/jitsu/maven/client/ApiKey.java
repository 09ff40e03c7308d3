package com.jitsu.maven.client;

import static java.util.Objects.requireNonNull;

/**
 * A key and where it was found; the key itself never shows in text.
 *
 * @param origin for people: {@code the environment variable JITSU_API_KEY}
 */
public record ApiKey(String secret, String origin) {

  public ApiKey {
    requireNonNull(secret);
    requireNonNull(origin);
  }

  @Override
  public String toString() {
    return "[hidden] from " + origin;
  }
}

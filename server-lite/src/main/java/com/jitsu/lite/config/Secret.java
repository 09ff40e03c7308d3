package com.jitsu.lite.config;

import static java.util.Objects.requireNonNull;

/**
 * A password, key or token on its way through the program: printed, it is {@code [hidden]}.
 *
 * @param reveal the secret itself; call this only where it is handed to whoever asks for it
 */
public record Secret(String reveal) {

  public Secret {
    requireNonNull(reveal);
  }

  @Override
  public String toString() {
    return "[hidden]";
  }
}

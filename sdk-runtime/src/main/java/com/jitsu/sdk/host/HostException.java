package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

/**
 * Why the world did not answer; the function sees an error of this name and message and may catch
 * it. Messages hold no secret and no payload.
 */
public final class HostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String name;

  /** An error named {@code Error}. */
  public HostException(String message) {
    this("Error", message);
  }

  public HostException(String name, String message) {
    super(message);
    this.name = requireNonNull(name);
  }

  public HostException(String name, String message, Throwable cause) {
    super(message, cause);
    this.name = requireNonNull(name);
  }

  /** {@code TypeError} for one. */
  public String name() {
    return name;
  }
}

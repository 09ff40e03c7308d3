package com.jitsu.lite.redis;

import org.jspecify.annotations.Nullable;

/** Redis does not answer, or not now; the same call may succeed a little later. */
public final class RedisUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** {@code what} goes on after the address: {@code is full}. */
  RedisUnavailableException(RedisAddress address, String what, @Nullable Throwable cause) {
    super("Redis at " + address + " " + what, cause);
  }
}

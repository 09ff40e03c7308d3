package com.jitsu.lite.redis;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.config.Secret;
import org.jspecify.annotations.Nullable;

/** Where a Redis is and what opens it; its text holds no secret. */
public record RedisAddress(String host, int port, @Nullable Secret password, int database) {

  public RedisAddress {
    requireNonNull(host);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (database < 0) {
      throw new IllegalArgumentException("not a database: " + database);
    }
  }

  /** As a person names it: {@code redis://127.0.0.1:6379/0}. */
  @Override
  public String toString() {
    return "redis://" + host + ":" + port + "/" + database;
  }
}

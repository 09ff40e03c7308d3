package com.jitsu.lite.redis;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.config.RedisSettings;
import com.jitsu.lite.config.Secret;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a Redis is and what opens it; its text holds no secret. */
public record RedisAddress(RedisSettings.Server server) {

  public RedisAddress {
    requireNonNull(server);
  }

  /** One that is not encrypted, for its default user. */
  public RedisAddress(String host, int port, @Nullable Secret password, int database) {
    this(
        new RedisSettings.Server(
            List.of(new RedisSettings.Node(host, port)), null, null, password, database, null));
  }

  /** Of Redis, or of the first sentinel. */
  public String host() {
    return server.nodes().get(0).host();
  }

  /** Of Redis, or of the first sentinel. */
  public int port() {
    return server.nodes().get(0).port();
  }

  public @Nullable Secret password() {
    return server.password();
  }

  public int database() {
    return server.database();
  }

  boolean encrypted() {
    return server.tls() != null;
  }

  /**
   * As a person names it: {@code redis://127.0.0.1:6379/0}, {@code rediss://app@redis:6380/0},
   * {@code sentinel://main@n1:26379,n2:26379/0}.
   */
  @Override
  public String toString() {
    String master = server.sentinelMaster();
    String name = master == null ? server.user() : master;
    return (master != null ? "sentinel" : encrypted() ? "rediss" : "redis")
        + "://"
        + (name == null ? "" : name + "@")
        + server.nodes().stream().map(RedisSettings.Node::toString).collect(Collectors.joining(","))
        + "/"
        + database();
  }
}

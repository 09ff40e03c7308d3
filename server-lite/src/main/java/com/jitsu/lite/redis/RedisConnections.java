package com.jitsu.lite.redis;

import com.jitsu.lite.config.RedisSettings;
import com.jitsu.lite.config.Secret;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/**
 * The pooled connections to one Redis, or to whichever Redis its sentinels call the master now.
 *
 * <p>Nothing is said to Redis but what version 5 understands.
 */
final class RedisConnections implements AutoCloseable {

  static final int ANSWER_MILLIS = 5_000;

  private static final int MAX_CONNECTIONS = 16;
  private static final int CONNECT_MILLIS = 2_000;

  private final UnifiedJedis client;
  private final Supplier<Pipeline> pipelines;
  private final Runnable forgetting;

  private RedisConnections(UnifiedJedis client, Supplier<Pipeline> pipelines, Runnable forgetting) {
    this.client = client;
    this.pipelines = pipelines;
    this.forgetting = forgetting;
  }

  /** A Redis itself is not asked yet; sentinels are, and throw if none knows the master. */
  static RedisConnections open(RedisAddress address) {
    return address.server().sentinelMaster() == null
        ? redis(address)
        : sentinels(address, address.server().sentinelMaster());
  }

  UnifiedJedis client() {
    return client;
  }

  /** To be closed. */
  Pipeline pipelined() {
    return pipelines.get();
  }

  /** Closes all that are idle: after a restart of Redis every one of them is dead. */
  void forget() {
    forgetting.run();
  }

  /** Idempotent. */
  @Override
  public void close() {
    client.close();
  }

  private static RedisConnections redis(RedisAddress address) {
    RedisClient client =
        RedisClient.builder()
            .hostAndPort(address.host(), address.port())
            .clientConfig(login(address.server()))
            .poolConfig(pool())
            .build();
    return new RedisConnections(client, client::pipelined, () -> client.getPool().clear());
  }

  private static RedisConnections sentinels(RedisAddress address, String master) {
    RedisSentinelClient client =
        RedisSentinelClient.builder()
            .masterName(master)
            .sentinels(
                address.server().nodes().stream()
                    .map(node -> new HostAndPort(node.host(), node.port()))
                    .collect(Collectors.toSet()))
            .sentinelClientConfig(plain().build())
            .clientConfig(login(address.server()))
            .poolConfig(pool())
            .build();
    return new RedisConnections(
        client,
        client::pipelined,
        () -> client.getPrimaryNodesConnectionMap().values().forEach(Pool::clear));
  }

  private static JedisClientConfig login(RedisSettings.Server server) {
    DefaultJedisClientConfig.Builder login =
        plain()
            .user(server.user())
            .password(revealed(server.password()))
            .database(server.database());
    RedisSettings.Tls tls = server.tls();
    return (tls == null ? login : login.sslOptions(RedisTls.options(tls))).build();
  }

  private static @Nullable String revealed(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  private static DefaultJedisClientConfig.Builder plain() {
    return DefaultJedisClientConfig.builder()
        // No HELLO, which came with Redis 6: without it every version speaks RESP2.
        .serverDefaultProtocol()
        .connectionTimeoutMillis(CONNECT_MILLIS)
        .socketTimeoutMillis(ANSWER_MILLIS)
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxIdle(MAX_CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(ANSWER_MILLIS));
    return pool;
  }
}

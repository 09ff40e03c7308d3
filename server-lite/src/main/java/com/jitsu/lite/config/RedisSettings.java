package com.jitsu.lite.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code meta.storage.redis}: which Redis, and how long the events cache stays there.
 *
 * <pre>
 * host: redis.internal               # or one of
 *   redis://user:password@redis.internal:6379/0
 *   rediss://password@redis.internal:6380             # TLS
 *   sentinel://master:password@n1:26379,n2:26379/0
 *   n1:26379,n2:26379                                 # with sentinel_master_name
 * port: 6379                         # 26379 of sentinels
 * password: "${REDIS_PASSWORD}"
 * database: 0
 * sentinel_master_name: main
 * tls_ca: redis-ca.pem               # from this file's folder; default what Java trusts
 * tls_skip_verify: false
 * ttl_minutes: {events_cache: 1440}  # default never; anonymous_events and task_logs do nothing here
 * </pre>
 *
 * @param server null: our own, started with the server
 * @param cacheTtl null: what is cached stays until it is trimmed
 */
public record RedisSettings(@Nullable Server server, @Nullable Duration cacheTtl) {

  static final String SECTION = "meta.storage.redis";
  static final Set<String> KNOWN =
      Set.of(
          SECTION + ".host",
          SECTION + ".port",
          SECTION + ".password",
          SECTION + ".database",
          SECTION + ".sentinel_master_name",
          SECTION + ".tls_ca",
          SECTION + ".tls_skip_verify",
          SECTION + ".ttl_minutes.events_cache",
          SECTION + ".ttl_minutes.anonymous_events",
          SECTION + ".ttl_minutes.task_logs");

  private static final int CENTURY_MINUTES = 52_560_000;

  /** Our own Redis, its cache for ever. */
  public static RedisSettings ours() {
    return new RedisSettings(null, null);
  }

  /** A host and a port of it. */
  public record Node(String host, int port) {
    public Node {
      requireNonNull(host);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }

    /** {@code redis.internal:6379}, {@code [::1]:6379}. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * What connections are encrypted with.
   *
   * @param ca certificates to trust, PEM; null: those that Java trusts
   * @param verify false: whoever answers is believed
   */
  public record Tls(@Nullable Path ca, boolean verify) {}

  /**
   * A Redis that somebody else runs; its text holds no secret.
   *
   * @param nodes of Redis one, of sentinels one or more
   * @param sentinelMaster what the sentinels call the Redis; null: the node is the Redis itself
   * @param user null: the default one
   * @param tls null: not encrypted
   */
  public record Server(
      List<Node> nodes,
      @Nullable String sentinelMaster,
      @Nullable String user,
      @Nullable Secret password,
      int database,
      @Nullable Tls tls) {

    public Server {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty() || (nodes.size() > 1 && sentinelMaster == null)) {
        throw new IllegalArgumentException("not one Redis: " + nodes);
      }
      if (database < 0) {
        throw new IllegalArgumentException("not a database: " + database);
      }
    }

    /** One node, not encrypted. */
    public static Server of(String host, int port, @Nullable Secret password, int database) {
      return new Server(List.of(new Node(host, port)), null, null, password, database, null);
    }
  }

  /** Tells {@code yaml} what is wrong; what is returned then is not used. */
  static RedisSettings read(YamlSettings yaml, Path folder) {
    String ttl = SECTION + ".ttl_minutes.";
    int cacheMinutes = yaml.integer(ttl + "events_cache", 0, 0, CENTURY_MINUTES);
    // Other features of Classic kept these in the same Redis; old files may still name them.
    yaml.integer(ttl + "anonymous_events", 0, 0, CENTURY_MINUTES);
    yaml.integer(ttl + "task_logs", 0, 0, CENTURY_MINUTES);
    return new RedisSettings(
        new RedisServerReader(yaml, folder).read(),
        cacheMinutes == 0 ? null : Duration.ofMinutes(cacheMinutes));
  }
}

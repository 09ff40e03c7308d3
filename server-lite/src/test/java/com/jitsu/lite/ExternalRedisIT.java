package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.redis.DebianRedis;
import com.jitsu.lite.redis.RedisCertificate;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house on a Redis that it did not start, each way there is to name one. */
class ExternalRedisIT {

  /** What a Redis 5.0 knows, of what this server says; as {@code INFO commandstats} spells it. */
  private static final Set<String> REDIS_5 =
      Set.of(
          "auth",
          "select",
          "ping",
          "get",
          "set",
          "del",
          "exists",
          "persist",
          "pexpire",
          "pttl",
          "incr",
          "hget",
          "hgetall",
          "hset",
          "hdel",
          "sadd",
          "srem",
          "smembers",
          "lrange",
          "llen",
          "lpush",
          "ltrim",
          "eval",
          "multi",
          "exec",
          "publish",
          "subscribe",
          "quit");

  private static final String COUNT =
      "export default async (events, user, context) => { let n = 0; for (const e of events) n++;"
          + " await context.store.set('seen:' + user.profileId, n);"
          + " return { traits: { n, seen: await context.store.get('seen:' + user.profileId) } } }";

  @TempDir Path folder;
  private int sent;

  @BeforeAll
  static void requireRedis() {
    DebianRedis.require();
  }

  @Test
  void withAPasswordAndADatabase() throws Exception {
    try (DebianRedis redis = DebianRedis.start(folder.resolve("r"), "--requirepass", "hunter2")) {
      tellTheStory(
          "host: 127.0.0.1",
          "port: " + redis.port(),
          "password: ${REDIS_PASSWORD}",
          "database: 3",
          "ttl_minutes: {events_cache: 30}");

      String keyspace = (String) redis.command(null, "hunter2", "INFO", "keyspace");
      assertThat(keyspace).contains("db3:").doesNotContain("db0:");
      assertThat(commands((String) redis.command(null, "hunter2", "INFO", "commandstats")))
          .isSubsetOf(REDIS_5);
    }
  }

  @Test
  void withAUserWhoMayDoNoMoreThanTheDocumentationSays() throws Exception {
    try (DebianRedis redis = DebianRedis.start(folder.resolve("r"))) {
      redis.command(
          null,
          null,
          "ACL SETUSER app on >hunter2 ~* +@read +@write +@scripting +@connection".split(" "));
      redis.command(null, null, "ACL", "SETUSER", "default", "off");

      tellTheStory("host: redis://app:${REDIS_PASSWORD}@127.0.0.1:" + redis.port() + "/3");
    }
  }

  @Test
  void encryptedByACertificateThatIsNamedOrNotLookedAt() throws Exception {
    RedisCertificate certificate = RedisCertificate.make(folder);
    try (DebianRedis redis =
        DebianRedis.start(
            folder.resolve("r"),
            "--port",
            "0",
            "--tls-port",
            "PORT",
            "--tls-auth-clients",
            "no",
            "--tls-cert-file",
            certificate.certificate().toString(),
            "--tls-key-file",
            certificate.key().toString(),
            "--requirepass",
            "hunter2")) {
      tellTheStory(
          "host: rediss://:${REDIS_PASSWORD}@localhost:" + redis.port(),
          "tls_ca: " + certificate.certificate());
      String url = "host: rediss://:hunter2@127.0.0.1:" + redis.port();
      start(url, "tls_skip_verify: true").close();

      assertThatThrownBy(() -> start(url.replace("rediss", "redis")))
          .hasMessageContaining("JITSU-0627")
          .hasMessageContaining("speaks only TLS")
          .hasMessageNotContaining("hunter2");
      assertThatThrownBy(() -> start(url))
          .hasMessageContaining("JITSU-0627")
          .hasMessageContaining("tls_ca")
          .hasMessageNotContaining("hunter2");
      assertThatThrownBy(() -> start(url, "tls_ca: " + certificate.certificate()))
          .as("the certificate is for localhost")
          .hasMessageContaining("JITSU-0627");
      assertThatThrownBy(() -> start(url, "tls_ca: " + certificate.key()))
          .hasMessageContaining("JITSU-0627")
          .hasMessageContaining("redis.key");
    }
  }

  @Test
  void whatWaitingCannotMendEndsTheStartAtOnceAndShowsNoSecret() throws Exception {
    try (DebianRedis redis = DebianRedis.start(folder.resolve("r"), "--requirepass", "hunter2")) {
      redis.command(
          null, "hunter2", "ACL SETUSER weak on >hunter3 ~* +@read +@connection".split(" "));
      String at = "@127.0.0.1:" + redis.port();

      assertThatThrownBy(() -> start("host: redis://hunter1" + at))
          .hasMessageContaining("JITSU-0625")
          .hasMessageContaining("refuses the password")
          .hasMessageNotContaining("hunter");
      assertThatThrownBy(() -> start("host: 127.0.0.1", "port: " + redis.port()))
          .hasMessageContaining("JITSU-0625")
          .hasMessageContaining("wants a password");
      assertThatThrownBy(() -> start("host: redis://hunter2" + at + "/99"))
          .hasMessageContaining("JITSU-0626")
          .hasMessageContaining("no database 99");
      assertThatThrownBy(() -> start("host: redis://weak:hunter3" + at))
          .hasMessageContaining("JITSU-0628")
          .hasMessageContaining("ACL SETUSER")
          .hasMessageNotContaining("hunter");
      assertThatThrownBy(() -> start("host: rediss://hunter2" + at))
          .hasMessageContaining("JITSU-0627")
          .hasMessageContaining("does not speak TLS")
          .hasMessageContaining("redis://");
    }
    try (DebianRedis open = DebianRedis.start(folder.resolve("open"))) {
      assertThatThrownBy(() -> start("host: redis://:hunter2@127.0.0.1:" + open.port()))
          .hasMessageContaining("JITSU-0625")
          .hasMessageNotContaining("hunter");
    }
  }

  @Test
  void aRedisThatComesWithinHalfAMinuteIsWaitedFor() throws Exception {
    try (DebianRedis redis = DebianRedis.start(folder.resolve("r"))) {
      int port = redis.port();
      redis.kill();
      Thread late = new Thread(() -> startWhenItWasAskedFor(redis));
      late.start();
      start("host: 127.0.0.1", "port: " + port).close();
      late.join();
    }
  }

  /** Whoever asks first finds that nothing answers. */
  private static void startWhenItWasAskedFor(DebianRedis redis) {
    try (ServerSocket silent =
        new ServerSocket(redis.port(), 1, InetAddress.getLoopbackAddress())) {
      silent.accept().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    redis.startAgain();
  }

  @Test
  void theMasterOfSentinelsIsFoundAndFollowed() throws Exception {
    try (DebianRedis first =
            DebianRedis.start(folder.resolve("r1"), login("--repl-diskless-sync-delay", "0"));
        DebianRedis second =
            DebianRedis.start(
                folder.resolve("r2"), login("--replicaof", "127.0.0.1 " + first.port()))) {
      Path conf = Files.createDirectories(folder.resolve("s")).resolve("sentinel.conf");
      Files.writeString(
          conf,
          """
          sentinel monitor main 127.0.0.1 %d 1
          sentinel auth-pass main hunter2
          sentinel down-after-milliseconds main 500
          sentinel failover-timeout main 5000
          """
              .formatted(first.port()));
      try (DebianRedis sentinel = DebianRedis.start(folder.resolve("s"), "--sentinel")) {
        String host = "host: sentinel://main:hunter2@127.0.0.1:" + sentinel.port();
        tellTheStory(host);
        assertThatThrownBy(() -> start(host.replace("main", "mian")))
            .hasMessageContaining("JITSU-0629")
            .hasMessageNotContaining("hunter");

        until(
            "the sentinel knows the replica",
            () ->
                sentinel.command(null, null, "SENTINEL", "REPLICAS", "main").toString().length()
                    > 2);
        try (ServerLite server = start(host)) {
          LiteClient client = client(server);
          first.kill();
          until("the replica has become the master", () -> passes(client));
          assertThat(second.command(null, "hunter2", "INFO", "replication").toString())
              .contains("role:master");
          send(client);
          assertThat(client.publish("counts").path("change").asText()).isEqualTo("unchanged");
        }
      }
    }
  }

  /** {@code cmdstat_config|set:calls=…} and so on; without what this test says itself. */
  private static Set<String> commands(String statistics) {
    Set<String> commands = new TreeSet<>();
    Matcher line = Pattern.compile("cmdstat_([a-z|]+):").matcher(statistics);
    while (line.find()) {
      commands.add(line.group(1));
    }
    assertThat(commands).contains("lpush", "eval");
    commands.remove("info");
    return commands;
  }

  private static String[] login(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(
        new String[] {"--requirepass", "hunter2", "--masterauth", "hunter2"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }

  /** Events, their cache, a builder with its store; and all of it once more after a restart. */
  private void tellTheStory(String... redis) throws Exception {
    try (ServerLite server = start(redis)) {
      LiteClient client = client(server);
      assertThat(passes(client)).isTrue();
      send(client);
      JsonNode state = client.publishAndWait("counts", COUNT);
      assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("READY");
      send(client);
      client.awaitCurrent("counts");

      assertThat(client.rows("select profile_id, traits from profiles"))
          .hasToString("[[\"u1\",{\"n\":2,\"seen\":2}]]");
      awaitCached(client, "token", 2);
      awaitCached(client, "destination", 2);
      assertThat(server.banner().text(server.keys(), false))
          .contains("(yours)")
          .doesNotContain("hunter2");
    }
    try (ServerLite server = start(redis)) {
      LiteClient client = client(server);
      assertThat(client.publish("counts").path("change").asText()).isEqualTo("unchanged");
      send(client);
      client.awaitCurrent("counts");
      assertThat(client.rows("select traits from profiles"))
          .hasToString("[[{\"n\":3,\"seen\":3}]]");
      awaitCached(client, "token", 3);
    }
  }

  private static void awaitCached(LiteClient client, String namespace, int count) {
    until(
        count + " records of " + namespace,
        () ->
            Json.parse(client.get("/api/v1/events/cache?namespace=" + namespace).body())
                    .path("total_events")
                    .asInt()
                == count);
  }

  private void send(LiteClient client) {
    client.accept(
        Json.object()
            .put("type", "track")
            .put("event", "Visited")
            .put("userId", "u1")
            .put("messageId", "m" + sent++));
  }

  private static boolean passes(LiteClient client) {
    HttpResponse<String> health = client.get("/health");
    return health.statusCode() == 200;
  }

  private LiteClient client(ServerLite server) {
    return new LiteClient(server.address(), folder.resolve("data"));
  }

  private ServerLite start(String... redis) throws IOException {
    StringBuilder yaml = new StringBuilder("meta:\n  storage:\n    redis:\n");
    for (String line : redis) {
      yaml.append("      ").append(line).append('\n');
    }
    Path file = Files.writeString(folder.resolve("jitsu.yaml"), yaml);
    List<String> arguments =
        List.of("--port=0", "--data=" + folder.resolve("data"), "--config=" + file);
    return ServerLite.start(
        Settings.read(CommandLine.parse(arguments), Map.of("REDIS_PASSWORD", "hunter2")),
        Clock.systemUTC());
  }
}

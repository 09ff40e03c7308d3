package com.jitsu.lite.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.lite.config.RedisSettings.Node;
import com.jitsu.lite.config.RedisSettings.Server;
import com.jitsu.lite.config.RedisSettings.Tls;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis.internal                          | redis.internal | 6379 |     |           | 0 | false",
        "10.0.0.7                                | 10.0.0.7       | 6379 |     |           | 0 | false",
        "redis.internal:7000                     | redis.internal | 7000 |     |           | 0 | false",
        "::1                                     | ::1            | 6379 |     |           | 0 | false",
        "'[::1]'                                 | ::1            | 6379 |     |           | 0 | false",
        "'[::1]:7000'                            | ::1            | 7000 |     |           | 0 | false",
        "redis://r                               | r              | 6379 |     |           | 0 | false",
        "redis://r/                              | r              | 6379 |     |           | 0 | false",
        "REDIS://r:6380/3                        | r              | 6380 |     |           | 3 | false",
        "redis://secret@r                        | r              | 6379 |     | secret    | 0 | false",
        "redis://:secret@r                       | r              | 6379 |     | secret    | 0 | false",
        "redis://app:secret@r:1/15               | r              | 1    | app | secret    | 15| false",
        "redis://app:p@s/s:w@r                   | r              | 6379 | app | p@s/s:w   | 0 | false",
        "redis://a%40b:%25+%2F@r                 | r              | 6379 | a@b | %+/       | 0 | false",
        "redis://app:@r                          | r              | 6379 | app |           | 0 | false",
        "redis://:secret@[fd00::7]:6380/1        | fd00::7        | 6380 |     | secret    | 1 | false",
        "rediss://app:secret@r:6380              | r              | 6380 | app | secret    | 0 | true",
      })
  void aHostMayBeAUrl(
      String host, String name, int port, String user, String password, int database, boolean tls)
      throws IOException {
    Server server = read("host: \"" + host + "\"").server();

    assertThat(server)
        .isEqualTo(
            new Server(
                List.of(new Node(name, port)),
                null,
                user,
                password == null ? null : new Secret(password),
                database,
                tls ? new Tls(null, true) : null));
    assertThat(String.valueOf(server)).doesNotContain("secret", "p@s");
  }

  @Test
  void keysBesideTheUrlFillInWhatItDoesNotSay() throws IOException {
    assertThat(read("host: redis://r", "port: 7000", "password: \"${PW}\"", "database: 2").server())
        .isEqualTo(Server.of("r", 7000, new Secret("s3cret"), 2));
    assertThat(read("host: redis://:${PW}@r:7000/2", "port: 7000", "database: 2").server())
        .isEqualTo(Server.of("r", 7000, new Secret("s3cret"), 2));
  }

  @Test
  void sentinelsAreNamedInAUrlOrByTheirMaster() throws IOException {
    Server server =
        new Server(
            List.of(new Node("n1", 26379), new Node("n2", 5000)),
            "main",
            null,
            new Secret("s3cret"),
            1,
            null);

    assertThat(read("host: sentinel://main:${PW}@n1,n2:5000/1").server()).isEqualTo(server);
    assertThat(read("host: sentinel://main@n1:26379,n2:5000/1", "password: s3cret").server())
        .isEqualTo(server);
    assertThat(
            read(
                    "host: \"n1, n2:5000\"",
                    "sentinel_master_name: main",
                    "password: s3cret",
                    "database: 1")
                .server())
        .isEqualTo(server);
    assertThat(read("host: n1", "port: 5000", "sentinel_master_name: main").server())
        .isEqualTo(new Server(List.of(new Node("n1", 5000)), "main", null, null, 0, null));
  }

  @Test
  void certificatesToTrustAreBesideTheFile() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "");

    assertThat(read("host: rediss://r", "tls_ca: ca.pem").server())
        .isEqualTo(
            new Server(List.of(new Node("r", 6379)), null, null, null, 0, new Tls(ca, true)));
    assertThat(read("host: rediss://r", "tls_skip_verify: true").server())
        .isEqualTo(
            new Server(List.of(new Node("r", 6379)), null, null, null, 0, new Tls(null, false)));
  }

  @Test
  void theCacheInOurOwnRedisMayExpireToo() throws IOException {
    assertThat(read("ttl_minutes: {events_cache: 5, anonymous_events: 10080}"))
        .isEqualTo(new RedisSettings(null, Duration.ofMinutes(5)));
    assertThat(read("ttl_minutes: {events_cache: 0}")).isEqualTo(RedisSettings.ours());
  }

  @Test
  void whatTheUrlAndAnotherKeySayDifferentlyIsAMistake() {
    assertThat(
            mistakes(
                "host: redis://:hunter2@r:6380/1",
                "port: 6379",
                "password: hunter3",
                "database: 2"))
        .containsExactly(
            "5 \"meta.storage.redis.host\" and \"meta.storage.redis.port\" name different ports",
            "6 \"meta.storage.redis.host\" and \"meta.storage.redis.password\" each hold a password",
            "7 \"meta.storage.redis.host\" and \"meta.storage.redis.database\" name different"
                + " databases");
    assertThat(mistakes("host: sentinel://main@n1:1,n2", "port: 2", "sentinel_master_name: other"))
        .containsExactly(
            "5 \"meta.storage.redis.host\" and \"meta.storage.redis.port\" name different ports",
            "6 \"meta.storage.redis.host\" and \"meta.storage.redis.sentinel_master_name\" each"
                + " name a master");
  }

  @Test
  void whatCountsForAnotherKindOfHostIsAMistake() {
    assertThat(mistakes("host: r", "tls_skip_verify: true"))
        .containsExactly(
            "5 \"meta.storage.redis.tls_skip_verify\" counts for TLS only, and this host is spoken"
                + " to without it");
    assertThat(mistakes("host: rediss://r", "tls_skip_verify: true", "tls_ca: jitsu.yaml"))
        .containsExactly(
            "6 \"meta.storage.redis.tls_ca\" is not looked at with tls_skip_verify: true");
    assertThat(mistakes("host: redis://r", "sentinel_master_name: main"))
        .containsExactly(
            "5 \"meta.storage.redis.sentinel_master_name\" counts for sentinels, and this host is a"
                + " Redis");
    assertThat(mistakes("host: sentinel://n1"))
        .containsExactly(
            "4 \"meta.storage.redis.host\" does not say which Redis the sentinels are asked for");
    assertThat(mistakes("host: n1,n2"))
        .containsExactly("4 \"meta.storage.redis.host\" names 2 hosts");
    assertThat(mistakes("port: 6379")).containsExactly("3 \"meta.storage.redis\" has no host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://:hunter2@r",
        "redis+tls://:hunter2@r",
        "mysql://:hunter2@r",
        "redis://:hunter2@",
        "redis://:hunter2@r:x",
        "redis://:hunter2@r:0",
        "redis://:hunter2@r:65536",
        "redis://:hunter2@r/first",
        "redis://:hunter2@r/0?db=1",
        "redis://:hunter2%zz@r",
        "redis://:hunter2@r r",
        "redis://:hunter2@[::1",
        "redis://r:hunter2",
        "redis:/:hunter2@r",
        "redis//hunter2",
        ":hunter2@r",
        "app:hunter2@r:6379",
      })
  void aMalformedUrlIsRefusedWithoutShowingIt(String url) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> read("host: \"" + url + "\""));

    assertThat(e.problems()).hasSize(1);
    assertThat(e).hasMessageContaining("jitsu.yaml:4").hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"https://r, rediss", "tcp://r, redis", "redis-sentinel://r, sentinel"})
  void aSchemeOfAnotherKindIsCorrected(String url, String meant) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> read("host: " + url));

    assertThat(e).hasMessageContaining("did you mean " + meant + "://?");
  }

  private List<String> mistakes(String... lines) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(lines));
    assertThat(e).hasMessageNotContaining("hunter");
    return e.problems().stream()
        .map(
            problem -> String.valueOf(problem.where()).replaceAll(".*:", "") + " " + problem.what())
        .toList();
  }

  private RedisSettings read(String... lines) throws IOException {
    StringBuilder yaml = new StringBuilder("meta:\n  storage:\n    redis:\n");
    Arrays.stream(lines).forEach(line -> yaml.append("      ").append(line).append('\n'));
    Path file = Files.writeString(folder.resolve("jitsu.yaml"), yaml);
    return Settings.read(CommandLine.parse(List.of("--config=" + file)), Map.of("PW", "s3cret"))
        .redis();
  }
}

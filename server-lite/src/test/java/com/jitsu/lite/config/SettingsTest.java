package com.jitsu.lite.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @TempDir Path folder;

  @Test
  void withoutAFileEverythingHasADefault() {
    Settings settings = Settings.read(CommandLine.parse(List.of()), Map.of());

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "127.0.0.1",
                8001,
                Path.of(System.getProperty("user.home"), ".jitsu", "server-lite"),
                null,
                OptionalInt.empty(),
                new Settings.Cache(true, 100, 60, 500, 10_000, 10),
                Duration.ofDays(365),
                RedisSettings.ours(),
                Set.of(),
                List.of(),
                null,
                new FunctionSettings(Limits.live(), false, Set.of())));
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    Settings defaults = Settings.read(CommandLine.parse(List.of()), Map.of());

    assertThat(read("")).isEqualTo(defaults);
    assertThat(read("# nothing yet\n")).isEqualTo(defaults);
    assertThat(read("server:\nmeta:\n  storage:\n")).isEqualTo(defaults);
  }

  @Test
  void theExampleInTheDocumentationIsUnderstood() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    Path file = folder.resolve("jitsu.yaml");
    Files.writeString(file, page.substring(page.indexOf("```yaml") + 7, page.lastIndexOf("```")));

    Settings settings =
        Settings.read(
            CommandLine.parse(List.of("--config", file.toString())),
            Map.of("JITSU_TOKEN", "t", "REDIS_PASSWORD", "p", "SHOP_KEY", "sk_shop"));

    assertThat(settings.adminToken()).isEqualTo(new Secret("t"));
    assertThat(settings.redis())
        .isEqualTo(
            new RedisSettings(
                new RedisSettings.Server(
                    List.of(new RedisSettings.Node("redis.internal", 6379)),
                    null,
                    null,
                    new Secret("p"),
                    0,
                    null),
                null));
    assertThat(settings.functions())
        .as("what the page shows are the defaults")
        .isEqualTo(new FunctionSettings(Limits.live(), false, Set.of()));
  }

  @Test
  void everyKeyOfFunctionsAndRedisIsInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));

    assertThat(Stream.of(FunctionSettings.KNOWN, RedisSettings.KNOWN).flatMap(Set::stream))
        .allSatisfy(key -> assertThat(page).contains(key.substring(key.lastIndexOf('.') + 1)));
  }

  @Test
  void variablesOfJitsuCountUntilTheFileSaysOtherwise() throws IOException {
    Map<String, String> environment =
        Map.of(
            "UDF_TIMEOUT_MS", "100",
            "PB_UDF_TIMEOUT_MS", "200",
            "FETCH_TIMEOUT_MS", "300",
            "FETCH_FORBID_LOCAL", "Yes",
            "FETCH_LOCAL_WHITELIST", "sidecar, 10.0.0.5,",
            "WAREHOUSE_TIMEOUT_MS", "");

    FunctionSettings functions = settings("", environment).functions();
    assertThat(functions.limits().time()).isEqualTo(Duration.ofMillis(200));
    assertThat(functions.limits().fetchTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(functions.limits().queryTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(functions.forbidLocal()).isTrue();
    assertThat(functions.allowed()).containsExactlyInAnyOrder("sidecar", "10.0.0.5");

    FunctionSettings file =
        settings(
                """
                functions:
                  time_limit_ms: 400
                  fetch: {timeout_ms: 500, forbid_local: false, allow: "a,b"}
                """,
                environment)
            .functions();
    assertThat(file.limits().time()).isEqualTo(Duration.ofMillis(400));
    assertThat(file.limits().fetchTime()).isEqualTo(Duration.ofMillis(500));
    assertThat(file.forbidLocal()).isFalse();
    assertThat(file.allowed()).containsExactlyInAnyOrder("a", "b");
    assertThat(settings("", Map.of("UDF_TIMEOUT_MS", "100")).functions().limits().time())
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void mistakesAboutFunctionsAreToldWithTheRest() {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                settings(
                    """
                    functions:
                      time_limit: 5
                      memory_mb: 0
                      fetch:
                        allow: [ok, "http://x", "a:80", {b: c}]
                        forbid_local: yes
                      query: 3
                    """,
                    Map.of("FETCH_TIMEOUT_MS", "2s", "FETCH_FORBID_LOCAL", "maybe")));

    assertThat(e.problems())
        .extracting(
            problem -> String.valueOf(problem.where()).replaceAll(".*:", "") + " " + problem.what())
        .containsExactlyInAnyOrder(
            "environment \"FETCH_TIMEOUT_MS\" is not a whole number from 1 to 3600000",
            "2 there is no setting \"functions.time_limit\"",
            "3 \"functions.memory_mb\" is not a whole number from 1 to 1000000",
            "5 \"functions.fetch.allow\" holds \"http://x\", which is not a host name",
            "5 \"functions.fetch.allow\" holds \"a:80\", which is not a host name",
            "5 \"functions.fetch.allow\" must hold one text per item",
            "6 \"functions.fetch.forbid_local\" is neither true nor false",
            "7 \"functions.query\" is a section, not a value");
    assertThat(e)
        .hasMessageContaining("did you mean \"time_limit_ms\"?")
        .hasMessageContaining("export FETCH_TIMEOUT_MS=2000");
  }

  @Test
  void everyKeyOfTheFileIsRead() throws IOException {
    Settings settings =
        read(
            """
            server:
              port: 0
              host: 0.0.0.0
              data: data/here
              admin_token: ${TOKEN}
              max_event_size: 51_200
              browser_script: p.js
              cache:
                enabled: false
                events:
                  size: 7
                  time_window_sec: 8
                  trim_interval_ms: 90
                  max_malformed_event_size_bytes: 100
                pool:
                  size: 3
            journal:
              retention_days: 30
            meta:
              storage:
                redis:
                  host: redis.internal
                  port: "${PORT}"
                  password: "a${TOKEN}z"
                  database: 2
                  tls_skip_verify: false
                  ttl_minutes: {events_cache: 90, anonymous_events: 10080, task_logs: 5}
            destinations:
              duckdb:
                caching:
                  disabled: true
            sources:
              shop:
                name: Web shop
                public_keys: [pk_shop]
                secret_keys: ["sk_${TOKEN}", sk_old1]
                origins: https://*.shop.example
                domains: [events.shop.example]
                strict: false
                destinations: []
            functions:
              time_limit_ms: 1
              memory_mb: 2
              result_bytes: 6
              log: {lines: 4, bytes: 5}
              fetch:
                calls: 7
                body_bytes: 8
                timeout_ms: 9
                forbid_local: true
                allow: [sidecar, "${TOKEN}", "[fd00::1]"]
              store: {value_bytes: 10}
              query: {timeout_ms: 11, rows: 12}
            """);

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "0.0.0.0",
                0,
                folder.resolve("data/here"),
                new Secret("s3cret"),
                OptionalInt.of(51_200),
                new Settings.Cache(false, 7, 8, 90, 100, 3),
                Duration.ofDays(30),
                new RedisSettings(
                    new RedisSettings.Server(
                        List.of(new RedisSettings.Node("redis.internal", 6380)),
                        null,
                        null,
                        new Secret("as3cretz"),
                        2,
                        null),
                    Duration.ofMinutes(90)),
                Set.of("duckdb"),
                List.of(
                    new SourceSettings(
                        "shop",
                        "Web shop",
                        List.of(new Secret("pk_shop")),
                        List.of(new Secret("sk_s3cret"), new Secret("sk_old1")),
                        List.of("https://*.shop.example"),
                        List.of("events.shop.example"),
                        false,
                        Set.of())),
                folder.resolve("p.js"),
                new FunctionSettings(
                    new Limits(
                        Duration.ofMillis(1),
                        2 * 1024 * 1024,
                        0,
                        4,
                        5,
                        6,
                        7,
                        8,
                        Duration.ofMillis(9),
                        10,
                        Duration.ofMillis(11),
                        12),
                    true,
                    Set.of("sidecar", "s3cret", "[fd00::1]"))));
    assertThat(settings.toString().replaceFirst("functions=.*", "")).doesNotContain("s3cret");
  }

  @Test
  void theCommandLineWins() throws IOException {
    Settings settings = read("server: {port: 1, data: x}", "--port=2", "--data=" + folder);

    assertThat(settings.port()).isEqualTo(2);
    assertThat(settings.data()).isEqualTo(folder);
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLine() {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                read(
                    """
                    server:
                      prot: 8001
                      port: many
                      admin_token:
                      cache:
                        enabled: maybe
                        events: 100
                      max_event_size: 5
                      host: ${NOT_SET}
                    metta: {}
                    meta:
                      storage:
                        redis:
                          password: [a, b]
                          database: -1
                    destinations:
                      postgres: {caching: {disabled: true}}
                      duckdb: {cashing: {}}
                    journal: {retention_days: 6, retention: 7}
                    """));

    List<String> told = new ArrayList<>();
    for (Problem problem : e.problems()) {
      assertThat(problem.code()).isEqualTo("JITSU-0612");
      told.add(String.valueOf(problem.where()).replaceAll(".*:", "") + " " + problem.what());
    }
    assertThat(told)
        .containsExactly(
            "2 there is no setting \"server.prot\"",
            "3 \"server.port\" is not a whole number from 0 to 65535",
            "4 \"server.admin_token\" has no value",
            "6 \"server.cache.enabled\" is neither true nor false",
            "7 \"server.cache.events\" is a section, not a value",
            "8 \"server.max_event_size\" is not a whole number from 100 to 10000000",
            "9 the environment variable \"NOT_SET\" is not set",
            "10 there is no setting \"metta\"",
            "13 \"meta.storage.redis\" has no host",
            "14 \"meta.storage.redis.password\" must be one value",
            "15 \"meta.storage.redis.database\" is not a whole number from 0 to 1000000",
            "17 there is no destination \"postgres\"",
            "18 there is no setting \"destinations.duckdb.cashing\"",
            "19 there is no setting \"journal.retention\"",
            "19 \"journal.retention_days\" is not a whole number from 7 to 3650");
    assertThat(e)
        .hasMessageContaining("jitsu.yaml:2")
        .hasMessageContaining("did you mean \"port\"?")
        .hasMessageContaining("did you mean \"meta\"?")
        .hasMessageContaining("did you mean \"caching\"?");
  }

  @Test
  void everyKeyOfTheCacheAndItsRedisTellsItsMistake() {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                read(
                    """
                    server:
                      admin_token: ""
                      max_event_size: 10mb
                      cache:
                        enabled: 1
                        events:
                          size: -1
                          time_window_sec: 0
                          trim_interval_ms: 0.5
                          max_malformed_event_size_bytes: [1]
                          sise: 100
                        pool: {size: 0, sizes: 3}
                    meta:
                      storage:
                        redis:
                          host: redis://:hunter2@redis:port/0
                          port: 65536
                          password: ${NOT_SET}
                          database: first
                          sentinel_master: main
                          tls_ca: no-such-file.pem
                          tls_skip_verify: maybe
                          ttl_minutes:
                            events_cache: -1
                            anonymous_events: long
                            task_logs: {}
                            event_cache: 5
                    destinations:
                      duckdb: {caching: {disabled: perhaps, disable: true}}
                    """));

    assertThat(e.problems())
        .extracting(
            problem -> String.valueOf(problem.where()).replaceAll(".*:", "") + " " + problem.what())
        .containsExactly(
            "2 \"server.admin_token\" has no value",
            "3 \"server.max_event_size\" is not a whole number from 100 to 10000000",
            "5 \"server.cache.enabled\" is neither true nor false",
            "7 \"server.cache.events.size\" is not a whole number from 0 to 1000000",
            "8 \"server.cache.events.time_window_sec\" is not a whole number from 1 to 86400",
            "9 \"server.cache.events.trim_interval_ms\" is not a whole number from 10 to 3600000",
            "10 \"server.cache.events.max_malformed_event_size_bytes\" must be one value",
            "11 there is no setting \"server.cache.events.sise\"",
            "12 there is no setting \"server.cache.pool.sizes\"",
            "12 \"server.cache.pool.size\" is not a whole number from 1 to 1000",
            "16 \"meta.storage.redis.host\" has a port that is not a whole number from 1 to 65535",
            "17 \"meta.storage.redis.port\" is not a whole number from 1 to 65535",
            "18 the environment variable \"NOT_SET\" is not set",
            "19 \"meta.storage.redis.database\" is not a whole number from 0 to 1000000",
            "20 there is no setting \"meta.storage.redis.sentinel_master\"",
            "21 \"meta.storage.redis.tls_ca\" is not a file that can be read",
            "22 \"meta.storage.redis.tls_skip_verify\" is neither true nor false",
            "24 \"meta.storage.redis.ttl_minutes.events_cache\" is not a whole number from 0 to"
                + " 52560000",
            "25 \"meta.storage.redis.ttl_minutes.anonymous_events\" is not a whole number from 0 to"
                + " 52560000",
            "26 \"meta.storage.redis.ttl_minutes.task_logs\" must be one value",
            "27 there is no setting \"meta.storage.redis.ttl_minutes.event_cache\"",
            "29 there is no setting \"destinations.duckdb.caching.disable\"",
            "29 \"destinations.duckdb.caching.disabled\" is neither true nor false");
    assertThat(e)
        .hasMessageContaining("did you mean \"size\"?")
        .hasMessageContaining("did you mean \"events_cache\"?")
        .hasMessageContaining("did you mean \"sentinel_master_name\"?")
        .hasMessageContaining("did you mean \"disabled\"?")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: {port: 1",
        "server:\n\tport: 1",
        "server: {port: 1, port: 2}",
        "server: &a {port: 1}\nmeta: *a",
        "server: {}\n---\nserver: {}",
        "server: \"",
        "- a\n- b",
        "just text",
        "{",
      })
  void whatIsNotASettingsFileIsRefusedWithItsPlace(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("jitsu.yaml:");
  }

  @Test
  void aFileThatCannotBeReadIsAProblem() throws IOException {
    Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});

    for (String name : List.of("missing.yaml", "latin1.yaml", ".")) {
      CommandLine line = CommandLine.parse(List.of("--config", folder.resolve(name).toString()));
      assertThatThrownBy(() -> Settings.read(line, Map.of())).hasMessageContaining("JITSU-0611");
    }
  }

  private Settings settings(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("jitsu.yaml"), yaml);
    return Settings.read(CommandLine.parse(List.of("--config=" + file)), environment);
  }

  private Settings read(String yaml, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("jitsu.yaml"), yaml);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--config=" + file);
    return Settings.read(CommandLine.parse(arguments), Map.of("TOKEN", "s3cret", "PORT", "6380"));
  }
}

package com.jitsu.lite.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.cache.CachePage;
import com.jitsu.lite.cache.CacheQuery;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.health.Health;
import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<CacheQuery> asked = new AtomicReference<>();
  private final AtomicBoolean ill = new AtomicBoolean();
  private Keys keys;
  private DuckDbWarehouse warehouse;
  private HttpServer server;

  @BeforeEach
  void start() {
    keys = Keys.open(folder);
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    Access access = new Access(keys);
    Health health = new Health("1").add("warehouse", warehouse::check).add("ill", this::check);
    server =
        new HttpServer(
            HttpSettings.of("127.0.0.1", 0),
            new Routes()
                .add(
                    "POST",
                    "/api/sql",
                    BodyLimit.ofMegabytes(1),
                    new SqlEndpoint(access, warehouse))
                .add(
                    "GET",
                    "/api/v1/events/cache",
                    BodyLimit.none(),
                    new CacheEndpoint(access, CacheSettings.defaults(), this::read))
                .add("GET", "/health", BodyLimit.none(), new HealthEndpoint(health))
                .add("GET", "/deploy", BodyLimit.none(), access.deploy(call -> Reply.empty(204))));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    warehouse.close();
  }

  @Test
  void aQueryIsAnswered() throws Exception {
    assertThat(sql("{\"sql\":\"select 1.50 as a, 'x' as b\"}").body())
        .isEqualTo(
            "{\"columns\":[{\"name\":\"a\",\"type\":\"DECIMAL(3,2)\"},{\"name\":\"b\",\"type\":\"VARCHAR\"}],"
                + "\"rows\":[[1.50,\"x\"]],\"truncated\":false}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"sql\":7}",
        "{\"sql\":\"\"}",
        "{\"sql\":\"drop table x\"}",
        "{\"sql\":\"select * from nowhere\"}"
      })
  void aWrongQueryIsA400WithARemedy(String body) throws Exception {
    HttpResponse<String> answer = sql(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).containsPattern("JITSU-0(701|401)").contains("remedy");
  }

  @Test
  void theAdminTokenIsFoundInThreePlaces() throws Exception {
    String token = keys.adminToken().reveal();

    assertThat(get("/api/v1/events/cache", "X-Admin-Token", token).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/events/cache", "Authorization", "bearer " + token).statusCode())
        .isEqualTo(200);
    assertThat(get("/api/v1/events/cache?token=" + token).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/events/cache?token=x", "X-Admin-Token", token).statusCode())
        .isEqualTo(401);
    assertThat(get("/deploy", "X-Admin-Token", token).statusCode()).isEqualTo(204);
    assertThat(get("/deploy", "Authorization", "Bearer " + keys.deployKey().reveal()).statusCode())
        .isEqualTo(204);
  }

  @Test
  void aWrongKeyIsA401() throws Exception {
    String deploy = "Bearer " + keys.deployKey().reveal();

    assertThat(get("/api/v1/events/cache", "Authorization", deploy).body())
        .isEqualTo("{\"message\":\"Admin token does not match\",\"error\":\"\"}");
    assertThat(get("/deploy", "X-Admin-Token", keys.deployKey().reveal()).body())
        .contains("JITSU-0508", "deployKey");
    assertThat(get("/deploy", "Authorization", "Bearer").statusCode()).isEqualTo(401);
    HttpRequest noKey =
        HttpRequest.newBuilder(uri("/api/sql")).POST(BodyPublishers.ofString("{}")).build();
    assertThat(client.send(noKey, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          namespace=Token | namespace query parameter can be only 'token' or 'destination'. Current value: Token
          status=errors | status query parameter can be only "error" or not specified. Current value: errors
          limit=x | limit must be int
          limit=0 | limit must be from 1 to 100. Current value: 0
          limit=101 | limit must be from 1 to 100. Current value: 101
          """)
  void aWrongParameterIsA400InTheFormOfTheContract(String query, String message) throws Exception {
    HttpResponse<String> answer =
        get("/api/v1/events/cache?" + query, "X-Admin-Token", keys.adminToken().reveal());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.parse(answer.body()))
        .isEqualTo(Json.object().put("message", message).put("error", ""));
  }

  @Test
  void theParametersReachTheCache() throws Exception {
    HttpResponse<String> answer =
        get(
            "/api/v1/events/cache?ids=a,b&namespace=token&status=error&limit=7",
            "X-Admin-Token",
            keys.adminToken().reveal());

    assertThat(Json.parse(answer.body()).path("response_events").asInt()).isEqualTo(1);
    assertThat(asked.get().filter().ids()).containsExactly("a", "b");
    assertThat(asked.get().filter().errorsOnly()).isTrue();
    assertThat(asked.get().limit()).isEqualTo(7);
  }

  @Test
  void healthIsOpenAndSaysWhatFails() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    ill.set(true);

    HttpResponse<String> answer = get("/health");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Json.parse(answer.body()).path("checks").path("ill").path("problem").asText())
        .isEqualTo("not well");
  }

  private CachePage read(CacheQuery query) {
    asked.set(query);
    return new CachePage(3, 0, 100, 60, List.of(Json.object().put("uid", "u")));
  }

  private void check() {
    if (ill.get()) {
      throw new IllegalStateException("not well");
    }
  }

  private HttpResponse<String> sql(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/api/sql"))
            .POST(BodyPublishers.ofString(body))
            .header("X-Admin-Token", keys.adminToken().reveal())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}

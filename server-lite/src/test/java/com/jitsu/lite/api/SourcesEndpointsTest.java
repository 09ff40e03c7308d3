package com.jitsu.lite.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesEndpointsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Keys keys;
  private Sources sources;
  private HttpServer server;

  @BeforeEach
  void start() {
    keys = Keys.open(folder);
    sources = Sources.open(folder, keys, List.of(), CLOCK);
    Routes routes = new Routes();
    ApiRoutes.addSources(routes, new Access(keys), sources);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNewSourceShowsItsKeysOnce() {
    JsonNode made = body(send("PUT", "/api/sources/app", "{\"name\":\"App\",\"strict\":false}"));

    assertThat(sources.byKey(made.path("publicKey").asText()).orElseThrow().isBrowser()).isTrue();
    assertThat(sources.byKey(made.path("secretKey").asText()).orElseThrow().isBrowser()).isFalse();
    JsonNode shown = body(send("GET", "/api/sources/app", ""));
    assertThat(shown.has("secretKey")).isFalse();
    assertThat(shown.path("name").asText()).isEqualTo("App");
    assertThat(shown.path("strict").asBoolean(true)).isFalse();
    assertThat(shown.path("from").asText()).isEqualTo("api");
    assertThat(shown.path("keys").size()).isEqualTo(2);
    assertThat(shown.path("keys").path(1).path("createdAt").asText())
        .isEqualTo("2026-11-22T10:00:00Z");

    JsonNode changed = body(send("PUT", "/api/sources/app", "{\"origins\":[\"shop.example\"]}"));
    assertThat(changed.has("secretKey")).isFalse();
    assertThat(changed.path("name").asText()).as("left out").isEqualTo("App");
    assertThat(changed.path("origins").toString()).isEqualTo("[\"shop.example\"]");
  }

  @Test
  void keysComeAndGo() {
    body(send("PUT", "/api/sources/app", "{}"));
    String key =
        body(send("POST", "/api/sources/app/keys", "{\"kind\":\"public\"}")).path("key").asText();

    assertThat(sources.byKey(key).orElseThrow().source().id()).isEqualTo("app");
    body(send("DELETE", "/api/sources/app/keys/" + key.split(":", 2)[0], ""));
    assertThat(sources.byKey(key)).isEmpty();
    assertThat(body(send("DELETE", "/api/sources/app", "")).toString())
        .isEqualTo("{\"deleted\":\"app\"}");
    assertThat(body(send("GET", "/api/sources", "")).path("sources").size()).isEqualTo(1);
  }

  @Test
  void mistakesAreToldTogether() {
    HttpResponse<String> answer =
        send(
            "PUT",
            "/api/sources/a.b",
            "{\"nme\":\"x\",\"origins\":[\"a b\"],\"destinations\":[\"duckbd\"],\"strict\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.parse(answer.body()).path("problems"))
        .extracting(problem -> problem.path("what").asText())
        .containsExactly(
            "unknown field \"nme\"",
            "a source cannot be named \"a.b\"",
            "\"origins\" holds \"a b\"",
            "\"strict\" must be true or false, found 1",
            "there is no destination \"duckbd\"");
  }

  @Test
  void whatIsNotThereOrNotOursIsSaid() {
    assertThat(problem(send("GET", "/api/sources/defualt", "")))
        .isEqualTo("404 JITSU-0430 did you mean \"default\"?");
    assertThat(problem(send("PUT", "/api/sources/default", "{}"))).startsWith("409 JITSU-0431 ");
    body(send("PUT", "/api/sources/app", "{}"));
    assertThat(problem(send("DELETE", "/api/sources/app/keys/s1", "")))
        .startsWith("404 JITSU-0433");
    assertThat(send("POST", "/api/sources/app/keys", "{\"kind\":\"admin\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void buildsMayReadAndNotChange() throws Exception {
    HttpResponse<String> read = deploy("GET", "/api/sources");
    HttpResponse<String> write = deploy("DELETE", "/api/sources/default");

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(write.statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> deploy(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + keys.deployKey().reveal())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) {
    try {
      return client.send(
          HttpRequest.newBuilder(uri(path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .header("X-Admin-Token", keys.adminToken().reveal())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static JsonNode body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static String problem(HttpResponse<String> answer) {
    JsonNode problem = Json.parse(answer.body()).path("problems").path(0);
    return answer.statusCode()
        + " "
        + problem.path("code").asText()
        + " "
        + problem.path("remedy").asText();
  }
}

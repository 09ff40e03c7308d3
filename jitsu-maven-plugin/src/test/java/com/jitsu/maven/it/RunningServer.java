package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that a build has started, as an application and an analyst see it. */
final class RunningServer {

  private static final int BATCH = 500;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final JsonNode keys;

  private RunningServer(URI address, JsonNode keys) {
    this.address = address;
    this.keys = keys;
  }

  /** The one that {@code jitsu:server-start} has recorded in the project. */
  static RunningServer of(Path project) throws IOException {
    JsonNode record =
        Json.mapper().readTree(project.resolve(".jitsu/started/server.json").toFile());
    Path data = Path.of(record.path("data").asText());
    return new RunningServer(
        URI.create(record.path("address").asText()),
        Json.mapper().readTree(data.resolve("keys.json").toFile()));
  }

  void send(List<ObjectNode> events) throws IOException, InterruptedException {
    for (int from = 0; from < events.size(); from += BATCH) {
      ObjectNode body = Json.object();
      int to = Math.min(events.size(), from + BATCH);
      body.putArray("batch").addAll(events.subList(from, to));
      JsonNode answer = post("/api/s/s2s/batch", "X-Write-Key", key("serverKey"), body);
      assertThat(answer.path("okEvents").asInt()).as(answer.toString()).isEqualTo(to - from);
    }
  }

  JsonNode query(String sql) throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("sql", sql);
    return post("/api/sql", "X-Admin-Token", key("adminToken"), body).path("rows");
  }

  /** Profiles of a builder with events that their row does not show yet. */
  long waiting(String builder) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/builders/" + builder))
            .header("Authorization", "Bearer " + key("deployKey"))
            .build();
    return Json.parse(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
        .path("live")
        .path("waiting")
        .asLong();
  }

  /** What the curl lines of the goals do. */
  void change(String route) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(route))
            .header("Authorization", "Bearer " + key("deployKey"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  String key(String name) {
    return keys.path(name).asText();
  }

  private JsonNode post(String path, String header, String value, ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header(header, value)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode answer = Json.parse(response.body());
    assertThat(response.statusCode()).as(answer.toString()).isEqualTo(200);
    return answer;
  }
}

package com.jitsu.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server, as far as a quickstart needs it; docs/api/http.md describes the routes. */
final class Server {

  private static final int TRIES = 50;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI address;
  private final String serverKey;
  private final String adminToken;

  private Server(URI address, String serverKey, String adminToken) {
    this.address = address;
    this.serverKey = serverKey;
    this.adminToken = adminToken;
  }

  /** A server on this machine; its keys are in its data folder. */
  static Server of(URI address, Path data) throws IOException {
    JsonNode keys = new ObjectMapper().readTree(data.resolve("keys.json").toFile());
    return new Server(
        address, keys.required("serverKey").asText(), keys.required("adminToken").asText());
  }

  /**
   * Sends events; returns when the server has them on its disk. A busy server is asked again:
   * events it has already are stored once.
   */
  void send(List<ObjectNode> events) throws IOException, InterruptedException {
    ObjectNode body = mapper.createObjectNode();
    body.putArray("batch").addAll(events);
    for (int i = 0; i < TRIES; i++) {
      HttpResponse<String> response = post("/api/s/s2s/batch", "X-Write-Key", serverKey, body);
      if (response.statusCode() != 503) {
        JsonNode answer = read(response, "/api/s/s2s/batch");
        if (!answer.path("ok").asBoolean()) {
          throw new IOException("the server refuses events: " + answer.path("errors"));
        }
        return;
      }
      String after = response.headers().firstValue("Retry-After").orElse("1");
      TimeUnit.SECONDS.sleep(Math.min(10, Long.parseLong(after)));
    }
    throw new IOException("the server is busy: status 503 " + TRIES + " times");
  }

  /** Rows of a query over the warehouse. */
  ArrayNode query(String sql) throws IOException, InterruptedException {
    ObjectNode body = mapper.createObjectNode().put("sql", sql);
    JsonNode answer =
        read(post("/api/sql", "Authorization", "Bearer " + adminToken, body), "/api/sql");
    return (ArrayNode) answer.required("rows");
  }

  /** All builders, see docs/api/http.md. */
  JsonNode builders() throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/builders", "Authorization", "Bearer " + adminToken).GET().build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    return read(response, "/api/builders").required("builders");
  }

  private HttpResponse<String> post(String path, String header, String value, ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path, header, value)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String path, String header, String value) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header(header, value);
  }

  private JsonNode read(HttpResponse<String> response, String path) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(
          path + " answers with status " + response.statusCode() + ": " + response.body());
    }
    return mapper.readTree(response.body());
  }
}

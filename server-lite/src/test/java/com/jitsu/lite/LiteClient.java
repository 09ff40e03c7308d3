package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Speaks to a server as its users do, with the keys of its data folder. */
public final class LiteClient {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final JsonNode keys;

  public LiteClient(String address, Path data) {
    this.address = address;
    try {
      this.keys = Json.parse(Files.readAllBytes(data.resolve("keys.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String key(String name) {
    return keys.path(name).asText();
  }

  /** One batch as a server sends it. */
  public HttpResponse<String> batch(List<JsonNode> events) {
    ObjectNode body = Json.object();
    ArrayNode batch = body.putArray("batch");
    events.forEach(batch::add);
    return send(
        request("/api/s/s2s/batch")
            .header("X-Write-Key", key("serverKey"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(body))));
  }

  /** Sends events of which every one must be accepted. */
  public void accept(JsonNode... events) {
    JsonNode answer = Json.parse(batch(List.of(events)).body());
    assertThat(answer.path("okEvents").asInt()).as(answer.toString()).isEqualTo(events.length);
  }

  public HttpResponse<String> post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + key("adminToken"))
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(body))));
  }

  /** Without a body. */
  public HttpResponse<String> post(String path) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + key("adminToken"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  public HttpResponse<String> put(String path, JsonNode body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + key("adminToken"))
            .PUT(HttpRequest.BodyPublishers.ofString(Json.text(body))));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).header("Authorization", "Bearer " + key("adminToken")).GET());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Saves the draft of a builder's function, behind transformation functions if there are any. */
  public HttpResponse<String> deploy(String builder, String code, String... chain) {
    ObjectNode body = Json.object();
    body.put("createBuilders", true);
    body.putArray("functions")
        .addObject()
        .put("profileBuilderId", builder)
        .put("slug", builder)
        .put("name", builder)
        .put("source", "src/profiles/" + builder + ".ts")
        .put("code", code);
    ArrayNode transformations = body.putArray("transformations");
    for (String function : chain) {
      String slug = "t" + transformations.size();
      transformations
          .addObject()
          .put("slug", slug)
          .put("name", slug)
          .put("source", "src/functions/" + slug + ".ts")
          .put("code", function);
    }
    return post("/api/deployments", body);
  }

  public JsonNode publish(String builder) {
    ObjectNode body = Json.object();
    body.putArray("builders").add(builder);
    HttpResponse<String> answer = post("/api/publications", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body()).path("publications").path(0);
  }

  /** Deploys, publishes and waits for the end of the rebuild. */
  public JsonNode publishAndWait(String builder, String code, String... chain) {
    HttpResponse<String> deployed = deploy(builder, code, chain);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    publish(builder);
    return await(builder, state -> !state.path("status").asText().equals("BUILDING"));
  }

  /** Brings an earlier version back; returns what was published. */
  public JsonNode rollBack(String builder, int version) {
    HttpResponse<String> answer =
        post("/api/builders/" + builder + "/rollback", Json.object().put("version", version));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  public JsonNode builder(String id) {
    return Json.parse(get("/api/builders/" + id).body());
  }

  /** Waits until every event that was accepted shows in the builder's rows. */
  public void awaitCurrent(String builder) {
    await(builder, state -> state.path("live").path("waiting").asLong() == 0);
  }

  public JsonNode await(String builder, Predicate<JsonNode> condition) {
    Instant end = Instant.now().plus(LIMIT);
    JsonNode state = builder(builder);
    while (!condition.test(state)) {
      assertThat(Instant.now()).as("in time; the builder is %s", state).isBefore(end);
      Thread.onSpinWait();
      state = builder(builder);
    }
    return state;
  }

  /** The rows of a query. */
  public JsonNode rows(String sql) {
    HttpResponse<String> answer = post("/api/sql", Json.object().put("sql", sql));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body()).path("rows");
  }
}

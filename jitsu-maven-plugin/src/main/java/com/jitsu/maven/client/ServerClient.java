package com.jitsu.maven.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Start here: what the goals ask of a server, see docs/api/http.md. Thread-safe.
 *
 * <p>A refusal is a {@link ProblemException} with the server's own problems; a server that is not
 * there, refuses the key or is none of ours is told in words of this side.
 */
public final class ServerClient implements AutoCloseable {

  private static final Duration ESTIMATE = Duration.ofSeconds(30);
  private static final MediaType JSON = MediaType.get("application/json");

  private final ServerAddress address;
  private final ApiKey key;
  private final OkHttpClient http;

  public ServerClient(ServerAddress address, ApiKey key) {
    this.address = address;
    this.key = key;
    this.http = client();
  }

  /**
   * A client with the key that is known for the address. Without one the problem is that, unless
   * there is no server either: then that comes first.
   */
  public static ServerClient open(ServerAddress address, ApiKeys keys) {
    Optional<ApiKey> key = keys.find(address);
    if (key.isEmpty()) {
      Request knock = new Request.Builder().url(address.route("/health")).build();
      try {
        client().newCall(knock).execute().close();
      } catch (IOException e) {
        throw ServerProblems.unreachable(address, e);
      }
      throw keys.missing(address);
    }
    return new ServerClient(address, key.get());
  }

  private static OkHttpClient client() {
    return new OkHttpClient.Builder()
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ofSeconds(60))
        .build();
  }

  /** Ordered by id. */
  public List<BuilderState> builders() {
    List<BuilderState> builders = new ArrayList<>();
    for (JsonNode each : send("GET", "/api/builders", null).path("builders")) {
      builders.add(read(each, BuilderState.class));
    }
    return builders;
  }

  /** One builder; a problem of the server when there is none of that id. */
  public BuilderState builder(String id) {
    HttpUrl url = address.route("/api/builders").newBuilder().addPathSegment(id).build();
    return read(send("GET", url, null), BuilderState.class);
  }

  /**
   * What publishing the builder's draft would take; the server may take some seconds for it, and
   * one that takes half a minute is not waited for.
   */
  public Estimate estimate(String id) {
    OkHttpClient impatient = http.newBuilder().callTimeout(ESTIMATE).build();
    return read(send(impatient, "GET", route(id, "estimate"), null), Estimate.class);
  }

  /** The address of a route of one builder: {@code …/api/builders/lifetime-value/estimate}. */
  private HttpUrl route(String id, String rest) {
    return address
        .route("/api/builders")
        .newBuilder()
        .addPathSegment(id)
        .addPathSegments(rest)
        .build();
  }

  /** Saves all drafts or none. */
  public Deployment.Result deploy(Deployment deployment) {
    return read(send("POST", "/api/deployments", deployment.toJson()), Deployment.Result.class);
  }

  /**
   * Freezes the drafts of these builders as new versions and starts their rebuilds.
   *
   * @param force also where this very code is published already
   */
  public List<Publication> publish(List<String> builders, boolean force) {
    ObjectNode body = Json.object();
    ArrayNode ids = body.putArray("builders");
    builders.forEach(ids::add);
    body.put("force", force);
    List<Publication> publications = new ArrayList<>();
    for (JsonNode each : send("POST", "/api/publications", body).path("publications")) {
      publications.add(read(each, Publication.class));
    }
    return publications;
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body) {
    return send(method, address.route(path), body);
  }

  private JsonNode send(String method, HttpUrl url, @Nullable JsonNode body) {
    return send(http, method, url, body);
  }

  private JsonNode send(OkHttpClient http, String method, HttpUrl url, @Nullable JsonNode body) {
    Request request =
        new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer " + key.secret())
            .header("Accept", "application/json")
            .method(method, body == null ? null : RequestBody.create(Json.bytes(body), JSON))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return answer(response.code(), response.body().bytes(), method + " " + url.encodedPath());
    } catch (IOException e) {
      throw ServerProblems.unreachable(address, e);
    }
  }

  private JsonNode answer(int status, byte[] body, String route) {
    if (status == 401 || status == 403) {
      throw ServerProblems.keyRefused(address, key);
    }
    JsonNode json;
    try {
      json = Json.mapper().readTree(body);
    } catch (IOException e) {
      throw ServerProblems.notOurs(address, route, status, e);
    }
    if (status >= 200 && status < 300 && json.isObject()) {
      return json;
    }
    List<Problem> problems = ServerProblems.in(json);
    if (problems.isEmpty()) {
      throw ServerProblems.notOurs(address, route, status, null);
    }
    throw new ProblemException(problems);
  }

  private static <T> T read(JsonNode json, Class<T> type) {
    try {
      return Json.mapper()
          .readerFor(type)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(json);
    } catch (IOException e) {
      throw new IllegalStateException("the server's answer is no " + type.getSimpleName(), e);
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}

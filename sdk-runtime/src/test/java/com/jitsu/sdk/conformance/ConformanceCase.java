package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of the contract as something to run and what must come of it; read from the files of
 * {@code conformance/}, whose README.md explains the fields.
 */
public record ConformanceCase(String section, ObjectNode json) {

  /** As patient as a busy machine needs; cases about time say how long. */
  private static final int TIME_LIMIT_MILLIS = 30_000;

  private static final List<String> SENT_AS_THEY_ARE =
      List.of(
          "slug", "source", "events", "event", "user", "builder", "context", "variables", "now");

  /** What can be run. */
  public enum Kind {
    PROFILE,
    TRANSFORMATION,
    CHAIN,
    /** From events as they are sent to the rows of all profiles. */
    PIPELINE
  }

  public String name() {
    return json.path("name").asText();
  }

  /** {@code A.6 row 3: table_name}. */
  public String line() {
    return json.path("line").asText();
  }

  public Kind kind() {
    return Kind.valueOf(json.path("kind").asText("profile").toUpperCase(java.util.Locale.ROOT));
  }

  public String title() {
    return section + " " + line() + ": " + name();
  }

  /** True for what only a whole server has: keys of browsers, for one. */
  public boolean needsServer() {
    return json.path("needs").asText().equals("server");
  }

  public ObjectNode expected() {
    return (ObjectNode) json.path("expect");
  }

  /** What the store holds before the run, by key. */
  public ObjectNode seed() {
    return json.path("store") instanceof ObjectNode seed ? seed : Json.object();
  }

  /** Every key that the case knows of. */
  public Set<String> storeKeys() {
    Set<String> keys = new TreeSet<>();
    seed().fieldNames().forEachRemaining(keys::add);
    expected().path("store").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  public List<HttpRoute> routes() {
    return HttpRoute.list(json.path("http"));
  }

  public String code() {
    return code(json);
  }

  public List<ObjectNode> events() {
    List<ObjectNode> events = new java.util.ArrayList<>();
    json.path("events").forEach(event -> events.add((ObjectNode) event));
    return events;
  }

  /** The body for {@code POST /api/functions/run}. */
  public ObjectNode request() {
    ObjectNode request = Json.object();
    request.put("kind", kind().name().toLowerCase(java.util.Locale.ROOT));
    request.put("timeLimitMs", json.path("timeLimitMs").asInt(TIME_LIMIT_MILLIS));
    for (String field : SENT_AS_THEY_ARE) {
      if (json.has(field)) {
        request.set(field, json.get(field));
      }
    }
    if (kind() == Kind.CHAIN) {
      ArrayNode functions = request.putArray("functions");
      for (JsonNode function : json.path("functions")) {
        ObjectNode sent = functions.addObject().put("code", code(function));
        if (function.has("slug")) {
          sent.set("slug", function.get("slug"));
        }
      }
    } else {
      request.put("code", code());
    }
    boolean named = json.has("user") || Json.text(json.path("events")).contains("userId");
    if (kind() == Kind.PROFILE && !named) {
      request.putObject("user").put("profileId", "u1");
    }
    return request;
  }

  /** A whole module, or what stands between the braces of its function. */
  private String code(JsonNode function) {
    if (function.has("code")) {
      return function.get("code").asText();
    }
    String parameters =
        kind() == Kind.PROFILE || kind() == Kind.PIPELINE
            ? "(events, user, context)"
            : "(event, context)";
    return "export default async function "
        + parameters
        + " {\n"
        + function.path("body").asText()
        + "\n}\n";
  }

  @Override
  public String toString() {
    return title();
  }
}

package com.jitsu.lite.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One element of a list in Redis; what is empty is left out.
 *
 * <pre>{@code
 * {"malformed": "[1,", "error": "unexpected end", "timestamp": "2026-11-22T10:00:00.000000Z", "uid": "…", "token_id": "browser"}
 * {"original": "{\"type\":\"page\"}", "success": "{\"destination_id\":\"duckdb\",…}", "timestamp": "…", "destination_id": "duckdb"}
 * }</pre>
 *
 * @param original JSON, stored as a string, as is {@code success}
 */
record CacheRecord(
    @Nullable String malformed,
    @Nullable String original,
    @Nullable String success,
    @Nullable String error,
    @Nullable String skip) {

  private static final DateTimeFormatter SIX_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final List<String> TEXTS = List.of("error", "skip", "timestamp", "uid");

  /** As it is stored; a token's record has an id of its own each time. */
  String element(Namespace namespace, String id, Instant at) {
    ObjectNode element = Json.object();
    put(element, "malformed", malformed);
    put(element, "original", original);
    put(element, "success", success);
    put(element, "error", error);
    put(element, "skip", skip);
    put(element, "timestamp", SIX_DIGITS.format(at));
    switch (namespace) {
      case TOKEN -> {
        put(element, "uid", UUID.randomUUID().toString());
        put(element, "token_id", id);
      }
      case DESTINATION -> put(element, "destination_id", id);
    }
    return Json.text(element);
  }

  /** As it is answered: original and success are objects, and both ids are always there. */
  static ObjectNode answer(String element) {
    JsonNode stored = Json.parse(element);
    ObjectNode answer = Json.object();
    copy(stored, answer, "malformed");
    for (String name : List.of("original", "success")) {
      String json = stored.path(name).asText("");
      if (!json.isEmpty()) {
        answer.set(name, Json.parse(json));
      }
    }
    TEXTS.forEach(name -> copy(stored, answer, name));
    answer.put("destination_id", stored.path("destination_id").asText(""));
    answer.put("token_id", stored.path("token_id").asText(""));
    return answer;
  }

  private static void put(ObjectNode element, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      element.put(name, text);
    }
  }

  private static void copy(JsonNode stored, ObjectNode answer, String name) {
    if (stored.has(name)) {
      answer.set(name, stored.get(name));
    }
  }
}

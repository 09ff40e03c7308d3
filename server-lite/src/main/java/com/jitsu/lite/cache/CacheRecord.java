package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a list in Redis gets an element of; what is empty is left out. The bytes and the success are
 * made text only when they are written, so that who tells the cache of an event has no work of it.
 *
 * <pre>{@code
 * {"malformed": "[1,", "error": "unexpected end", "timestamp": "2026-11-22T10:00:00.000000Z", "uid": "…", "token_id": "default"}
 * {"original": "{\"type\":\"page\"}", "success": "{\"destination_id\":\"duckdb\",…}", "timestamp": "…", "destination_id": "duckdb"}
 * }</pre>
 *
 * @param original JSON, stored as a string, as is {@code success}
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record CacheRecord(
    @Nullable String malformed,
    byte @Nullable [] original,
    @Nullable Supplier<ObjectNode> success,
    @Nullable String error,
    @Nullable String skip) {

  private static final List<String> TEXTS = List.of("error", "skip", "timestamp", "uid");

  static CacheRecord original(byte[] event) {
    return new CacheRecord(null, event, null, null, null);
  }

  static CacheRecord malformed(String body, String error) {
    return new CacheRecord(body, null, null, error, null);
  }

  static CacheRecord success(byte[] original, Supplier<ObjectNode> success) {
    return new CacheRecord(null, original, success, null, null);
  }

  static CacheRecord error(byte[] original, String error) {
    return new CacheRecord(null, original, null, error, null);
  }

  static CacheRecord skip(byte[] original, String skip) {
    return new CacheRecord(null, original, null, null, skip);
  }

  /** As it is stored; a token's record has an id of its own each time. */
  String element(Namespace namespace, String id, long micros) {
    ObjectNode element = Json.object();
    put(element, "malformed", malformed);
    put(element, "original", original == null ? null : new String(original, UTF_8));
    put(element, "success", success == null ? null : Json.text(success.get()));
    put(element, "error", error);
    put(element, "skip", skip);
    put(element, "timestamp", RecordTime.text(micros));
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

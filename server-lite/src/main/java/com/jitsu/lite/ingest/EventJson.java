package com.jitsu.lite.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.sdk.contract.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what was sent so that everything behind the journal can read it again: strict UTF-8, an
 * object, bounded depth and numbers, no half characters.
 */
public final class EventJson {

  private EventJson() {}

  static ObjectNode object(byte[] body) {
    JsonNode json = value(body);
    if (!(json instanceof ObjectNode object)) {
      throw EventException.parsing("a JSON object is expected, found " + kind(json));
    }
    return object;
  }

  /**
   * Any JSON.
   *
   * @throws EventException whose detail says what is wrong with it, and where
   */
  public static JsonNode value(byte[] body) {
    String text = text(body);
    if (text.isBlank()) {
      throw EventException.parsing("empty body");
    }
    try {
      JsonNode json = Json.mapper().readTree(text);
      return text.contains("\\ud") || text.contains("\\uD") ? withoutHalfCharacters(json) : json;
    } catch (JsonProcessingException e) {
      throw EventException.parsing(explain(e));
    }
  }

  public static String kind(JsonNode json) {
    return json.isMissingNode() ? "nothing" : json.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw EventException.parsing("the body is not UTF-8");
    }
  }

  private static String explain(JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    String what = Shown.of(String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
    return place == null
        ? what
        : what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  /** An escaped half of a surrogate pair is no character: it becomes U+FFFD, also in names. */
  private static JsonNode withoutHalfCharacters(JsonNode json) {
    if (json instanceof TextNode text) {
      return TextNode.valueOf(whole(text.textValue()));
    }
    if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutHalfCharacters(array.get(i)));
      }
    }
    if (json instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      ObjectNode clean = Json.object();
      fields.forEach(
          field -> clean.set(whole(field.getKey()), withoutHalfCharacters(field.getValue())));
      return clean;
    }
    return json;
  }

  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}

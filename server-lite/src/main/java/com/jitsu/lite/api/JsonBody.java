package com.jitsu.lite.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.JsonFault;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The object in a request's body. Collects everything that is wrong with it; {@link #refuse} tells
 * it all at once.
 */
final class JsonBody {

  private final ObjectNode json;
  private final String where;
  private final List<Problem> problems;

  private JsonBody(ObjectNode json, String where, List<Problem> problems, Set<String> known) {
    this.json = json;
    this.where = where;
    this.problems = problems;
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "unknown field \"" + name + "\"", NearNames.suggestion(name, known));
              }
            });
  }

  /**
   * Reads the body.
   *
   * @throws ProblemException JITSU-0401 when it is not one JSON object
   */
  static JsonBody of(Call call, String... known) {
    JsonNode json;
    try {
      json = JsonFault.read(call.body());
    } catch (JsonFault e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "the body is not JSON: " + e.what(),
              e.where().isEmpty() ? null : e.where(),
              "send one JSON object in UTF-8, see docs/api/http.md"));
    }
    if (!(json instanceof ObjectNode object)) {
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "the body is not a JSON object",
              null,
              "send one JSON object, see docs/api/http.md"));
    }
    return new JsonBody(object, "", new ArrayList<>(), new TreeSet<>(Set.of(known)));
  }

  /** The text of a field, which must not be empty when it is there. */
  String text(String name, String otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      problem(name, "\"" + name + "\" must be a text that is not empty", "send a string");
      return otherwise;
    }
    return value.asText();
  }

  /** The text of a field, which may be empty. */
  String anyText(String name, String otherwise) {
    return json.path(name).isTextual() ? json.path(name).asText() : text(name, otherwise);
  }

  String requiredText(String name) {
    if (!json.hasNonNull(name)) {
      problem(name, "\"" + name + "\" is missing", "add it, see docs/api/http.md");
    }
    return text(name, "");
  }

  int integer(String name, int otherwise, int least, int most) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.intValue() < least
        || value.intValue() > most) {
      problem(
          name,
          "\""
              + name
              + "\" must be a whole number from "
              + least
              + " to "
              + most
              + ", found "
              + value,
          "send a number in that range");
      return otherwise;
    }
    return value.intValue();
  }

  boolean flag(String name) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      problem(name, "\"" + name + "\" must be true or false, found " + value, "send a boolean");
    }
    return value.asBoolean(false);
  }

  /** One of a few words. */
  String word(String name, String otherwise, String... words) {
    String word = text(name, otherwise);
    if (!List.of(words).contains(word)) {
      problem(
          name, "\"" + name + "\" is \"" + word + "\"", "send one of " + String.join(", ", words));
      return otherwise;
    }
    return word;
  }

  /** A moment in ISO-8601; null when there is none. */
  @Nullable Instant moment(String name) {
    String text = text(name, "");
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      problem(
          name,
          "\"" + name + "\" is no time: " + text,
          "send ISO-8601 with an offset: 2026-03-01T10:00:00.000Z");
      return null;
    }
  }

  /** An object whose fields are nobody's business here; empty when it is not there. */
  ObjectNode object(String name) {
    JsonNode value = json.path(name);
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (!value.isMissingNode()) {
      problem(name, "\"" + name + "\" must be an object", "see docs/api/http.md");
    }
    return Json.object();
  }

  /** An object of known fields; one without any when it is not there. */
  JsonBody nested(String name, String... known) {
    return new JsonBody(object(name), where + name + ".", problems, new TreeSet<>(Set.of(known)));
  }

  /** An object of texts, such as environment variables. */
  Map<String, String> textsByName(String name) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : object(name).properties()) {
      if (!each.getValue().isTextual()) {
        problem(
            name + "." + each.getKey(),
            "\"" + each.getKey() + "\" must be a text, found " + each.getValue().getNodeType(),
            "send a string");
      }
      texts.put(each.getKey(), each.getValue().asText());
    }
    return texts;
  }

  /** Objects whose fields are nobody's business here; none when the list is not there. */
  List<ObjectNode> plainObjects(String name) {
    JsonNode list = json.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      problem(name, "\"" + name + "\" must be a list of objects", "see docs/api/http.md");
    }
    List<ObjectNode> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode object) {
        objects.add(object);
      } else {
        problem(
            name + "[" + i + "]",
            "\"" + name + "[" + i + "]\" must be an object",
            "see docs/api/http.md");
      }
    }
    return objects;
  }

  boolean has(String name) {
    return json.has(name);
  }

  /** What is there and means nothing beside something else. */
  void refuseFields(String why, String... names) {
    for (String name : names) {
      if (has(name)) {
        problem(name, "\"" + name + "\" means nothing " + why, "leave it out");
      }
    }
  }

  /** The objects in a list that must have at least one. */
  List<JsonBody> objects(String name, String... known) {
    List<JsonBody> objects = new ArrayList<>();
    JsonNode list = json.path(name);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode object) {
        objects.add(
            new JsonBody(
                object, where + name + "[" + i + "].", problems, new TreeSet<>(Set.of(known))));
      }
    }
    if (objects.isEmpty() || objects.size() < list.size()) {
      problem(name, "\"" + name + "\" must be a list of objects", "see docs/api/http.md");
    }
    return objects;
  }

  /** The objects in a list, which may be empty or missing. */
  List<JsonBody> anyObjects(String name, String... known) {
    return json.path(name).isMissingNode()
            || (json.path(name).isArray() && json.path(name).isEmpty())
        ? List.of()
        : objects(name, known);
  }

  /** The different texts in a list that must have at least one. */
  List<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    JsonNode list = json.path(name);
    boolean valid = list.isArray() && !list.isEmpty();
    for (JsonNode value : list) {
      valid &= value.isTextual();
      texts.add(value.asText());
    }
    if (!valid) {
      problem(name, "\"" + name + "\" must be a list of texts", "see docs/api/http.md");
    }
    return List.copyOf(texts);
  }

  /** The different texts in a list, which may be empty; none when it is not there. */
  List<String> anyTexts(String name) {
    return has(name) && json.path(name).isEmpty() && json.path(name).isArray()
        ? List.of()
        : has(name) ? texts(name) : List.of();
  }

  /** Throws everything that was found, if anything was. */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  void problem(String name, String what, String remedy) {
    problems.add(new Problem("JITSU-0401", what, where + name, remedy));
  }
}

package com.jitsu.lite.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
      json = Json.mapper().readTree(call.body());
    } catch (JsonProcessingException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "the body is not JSON: " + e.getOriginalMessage(),
              "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr(),
              "send one JSON object, see docs/api/http.md"));
    } catch (IOException e) {
      // Bytes that look like UTF-16 or UTF-32 and are not.
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "the body is not JSON: " + e.getMessage(),
              null,
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

  /** Throws everything that was found, if anything was. */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private void problem(String name, String what, String remedy) {
    problems.add(new Problem("JITSU-0401", what, where + name, remedy));
  }
}

package com.jitsu.sdk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.sdk.contract.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Compares an answer with what a case expects: only what the case mentions, but that word for word.
 * A text between slashes is a regular expression.
 */
final class Expectation {

  /** Which outcome each of these keys stands for. */
  private static final Map<String, String> OUTCOMES =
      Map.of(
          "row", "row",
          "noRow", "noRow",
          "error", "error",
          "refused", "refused",
          "passed", "passed",
          "dropped", "dropped",
          "events", "events",
          "rows", "rows");

  private static final Set<String> LISTS_OF_PARTS = Set.of("failures", "metrics", "rows");

  private Expectation() {}

  static void check(ConformanceCase test, ObjectNode answer) {
    ObjectNode wanted = Json.object();
    ObjectNode found = Json.object();
    for (Map.Entry<String, JsonNode> each : test.expected().properties()) {
      String key = each.getKey();
      if (OUTCOMES.containsKey(key)) {
        wanted.put("outcome", OUTCOMES.get(key));
        found.set("outcome", answer.path("outcome"));
      }
      wanted.set(key, each.getValue());
      found.set(key, found(key, each.getValue(), answer));
    }
    assertThat(text(found))
        .as("%s%n%s%nthe whole answer: %s%n", test.title(), test.code(), answer)
        .isEqualTo(text(wanted));
  }

  private static JsonNode found(String key, JsonNode wanted, ObjectNode answer) {
    return switch (key) {
      case "noRow", "dropped" ->
          wanted.isBoolean() ? wanted : seen(wanted, answer.path("why"), false);
      case "passed" -> wanted;
      case "refused" -> seen(wanted, answer.path("problems").path(0), true);
      case "logs" -> seen(wanted, lines(answer.path("logs")), false);
      case "failures" -> seenParts(wanted, flat(answer.path("failures")));
      default ->
          LISTS_OF_PARTS.contains(key)
              ? seenParts(wanted, answer.path(key))
              : seen(wanted, answer.path(key), !key.equals("events"));
    };
  }

  private static ArrayNode lines(JsonNode logs) {
    ArrayNode lines = Json.mapper().createArrayNode();
    logs.forEach(
        line -> lines.add(line.path("level").asText() + " " + line.path("message").asText()));
    return lines;
  }

  /** The error's name and message beside what they do. */
  private static ArrayNode flat(JsonNode failures) {
    ArrayNode flat = Json.mapper().createArrayNode();
    for (JsonNode failure : failures) {
      ObjectNode one = flat.addObject();
      one.setAll((ObjectNode) failure);
      one.setAll((ObjectNode) failure.path("error"));
    }
    return flat;
  }

  private static JsonNode seenParts(JsonNode wanted, JsonNode found) {
    ArrayNode seen = Json.mapper().createArrayNode();
    for (int i = 0; i < found.size(); i++) {
      seen.add(seen(wanted.path(i), found.get(i), true));
    }
    return seen;
  }

  /** What was found, less what nobody asked for; texts that fit a pattern are the pattern. */
  private static JsonNode seen(JsonNode wanted, JsonNode found, boolean partly) {
    if (wanted.isTextual() && found.isTextual() && fits(wanted.asText(), found.asText())) {
      return wanted;
    }
    if (wanted.isObject() && found.isObject()) {
      ObjectNode seen = Json.object();
      for (Map.Entry<String, JsonNode> each : found.properties()) {
        if (!partly || wanted.has(each.getKey())) {
          seen.set(each.getKey(), seen(wanted.path(each.getKey()), each.getValue(), false));
        }
      }
      return seen;
    }
    if (wanted.isArray() && found.isArray()) {
      ArrayNode seen = Json.mapper().createArrayNode();
      for (int i = 0; i < found.size(); i++) {
        seen.add(seen(wanted.path(i), found.get(i), false));
      }
      return seen;
    }
    return found.isMissingNode() ? TextNode.valueOf("(nothing)") : found;
  }

  private static boolean fits(String wanted, String found) {
    return wanted.length() > 1
        && wanted.startsWith("/")
        && wanted.endsWith("/")
        && Pattern.compile(wanted.substring(1, wanted.length() - 1), Pattern.DOTALL)
            .matcher(found)
            .find();
  }

  private static String text(JsonNode node) {
    return canonical(node).toPrettyString();
  }

  /** Keys in one order, and one spelling for each number. */
  private static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(each -> sorted.put(each.getKey(), canonical(each.getValue())));
      return Json.object().setAll(sorted);
    }
    if (node.isArray()) {
      ArrayNode list = Json.mapper().createArrayNode();
      node.forEach(each -> list.add(canonical(each)));
      return list;
    }
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue().stripTrailingZeros();
      return number.scale() <= 0
          ? Json.mapper().getNodeFactory().numberNode(number.toBigInteger())
          : Json.mapper().getNodeFactory().numberNode(number);
    }
    return node;
  }
}

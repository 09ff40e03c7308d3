package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A case as a person writes it into {@code *.fixture.yaml}: a line for each field of an event. */
final class FixtureText {

  /** Words that YAML takes for nothing but a text. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!(?i:true|false|null|yes|no|on|off)$)[A-Za-z/][A-Za-z0-9/_-]*( [A-Za-z0-9/_-]+)*");

  private FixtureText() {}

  static String of(Expected expected) {
    TestCase given = expected.given();
    StringBuilder text = new StringBuilder();
    text.append("name: ").append(Json.text(Json.mapper().valueToTree(given.name()))).append('\n');
    text.append("now: ").append(given.now()).append('\n');
    text.append("env: ").append(flow(Json.mapper().valueToTree(given.env()))).append('\n');
    text.append("user: ").append(flow(given.user().toJson())).append('\n');
    text.append("events:\n");
    given.events().forEach(event -> event(event, text));
    text.append("expect:\n");
    if (expected.result().isNull()) {
      text.append("  noRow: true\n");
      return text.toString();
    }
    text.append("  traits:\n");
    expected
        .result()
        .path("traits")
        .properties()
        .forEach(trait -> field("    ", trait.getKey(), flow(trait.getValue()), text));
    String table = flow(expected.result().path("tableName"));
    text.append("  result: { tableName: ").append(table).append(" }\n");
    return text.toString();
  }

  private static void event(ObjectNode event, StringBuilder text) {
    String indent = "  - ";
    for (var each : event.properties()) {
      boolean plain = each.getKey().equals("timestamp");
      field(indent, each.getKey(), plain ? each.getValue().asText() : flow(each.getValue()), text);
      indent = "    ";
    }
  }

  private static void field(String indent, String key, String value, StringBuilder text) {
    text.append(indent).append(key).append(": ").append(value).append('\n');
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      List<String> fields =
          value.properties().stream()
              .map(each -> each.getKey() + ": " + flow(each.getValue()))
              .toList();
      return fields.isEmpty() ? "{}" : "{ " + String.join(", ", fields) + " }";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(FixtureText::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isTextual() && PLAIN.matcher(value.asText()).matches()
        ? value.asText()
        : Json.text(value);
  }
}

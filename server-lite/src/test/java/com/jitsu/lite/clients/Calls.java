package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls of {@code calls.mjs}, compared with what has arrived. */
final class Calls {

  private static final String SERVER = "type|timestamp|messageid|requestip|receivedat|context_ip";
  private static final Comparator<JsonNode> EQUAL_NUMBERS =
      (left, right) -> left.equals(right) || sameNumber(left, right) ? 0 : 1;

  private final List<JsonNode> calls;

  private Calls(List<JsonNode> calls) {
    this.calls = calls;
  }

  /**
   * @param types that the client knows
   */
  static Calls of(List<String> types) throws IOException, InterruptedException {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode call : Json.parse(NpmClients.node("told.mjs"))) {
      if (types.contains(call.path("type").asText())) {
        calls.add(call);
      }
    }
    assertThat(calls).hasSizeGreaterThan(types.size());
    return new Calls(calls);
  }

  /**
   * What a client does to a call.
   *
   * @param nameColumn where the name of a page or screen goes
   * @param added matches the columns that the client adds to an event of a type
   * @param keepsTimes whether it sends the caller's timestamp and messageId
   */
  record Client(String nameColumn, Function<String, String> added, boolean keepsTimes) {}

  /** Every call once, every value of it, and no more than the client is known to add. */
  void assertArrived(LiteServer server, Client client) {
    List<Map<String, JsonNode>> rows = server.rows();
    List<JsonNode> records = server.cached(calls.size());
    assertThat(server.errors()).isEmpty();
    assertThat(rows.stream().map(row -> row.get("userid")).toList())
        .containsExactlyInAnyOrderElementsOf(
            calls.stream().map(call -> call.path("userId")).toList());
    assertThat(records).hasSameSizeAs(rows);
    Map<String, Map<String, JsonNode>> rowsByUser =
        rows.stream().collect(Collectors.toMap(row -> text(row.get("userid")), row -> row));
    Map<String, JsonNode> eventsByUser =
        records.stream()
            .map(record -> record.path("original"))
            .collect(Collectors.toMap(event -> event.path("userId").asText(), event -> event));
    for (JsonNode call : calls) {
      String user = call.path("userId").asText();
      compareRow(call, rowsByUser.getOrDefault(user, Map.of()), client);
      compareEvent(call, eventsByUser.getOrDefault(user, Json.object()), client);
    }
  }

  private static void compareRow(JsonNode call, Map<String, JsonNode> found, Client client) {
    String type = call.path("type").asText();
    Map<String, JsonNode> expected = new TreeMap<>();
    call.path("row").properties().forEach(field -> expected.put(field.getKey(), field.getValue()));
    if (call.has("name")) {
      expected.put(client.nameColumn(), call.path("name"));
    }
    if (client.keepsTimes() && call.has("timestamp")) {
      expected.put("timestamp", call.path("timestamp"));
      expected.put("messageid", call.path("messageId"));
    }
    Pattern added = Pattern.compile(SERVER + "|" + client.added().apply(type));
    Map<String, JsonNode> compared = new TreeMap<>(found);
    compared
        .keySet()
        .removeIf(name -> !expected.containsKey(name) && added.matcher(name).matches());

    assertThat(found.get("type")).as("of %s", call.path("userId")).hasToString('"' + type + '"');
    assertThat(compared.keySet())
        .as("columns of %s", call.path("userId"))
        .isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(EQUAL_NUMBERS.compare(value, compared.get(name)))
                .as(
                    "%s of %s: expected %s, found %s",
                    name, call.path("userId"), shown(value), shown(compared.get(name)))
                .isZero());
  }

  private static void compareEvent(JsonNode call, JsonNode event, Client client) {
    for (String part : List.of("properties", "traits", "context")) {
      call.path(part)
          .properties()
          .forEach(
              field -> {
                JsonNode found = event.path(part).path(field.getKey());
                assertThat(field.getValue().equals(EQUAL_NUMBERS, found))
                    .as(
                        "%s.%s of %s: expected %s, found %s",
                        part,
                        field.getKey(),
                        call.path("userId"),
                        shown(field.getValue()),
                        shown(found))
                    .isTrue();
              });
    }
    if (!call.path("type").asText().equals("page")) {
      for (String part : List.of("properties", "traits")) {
        assertThat(names(event.path(part)))
            .as("%s of %s", part, call.path("userId"))
            .isEqualTo(names(call.path(part)));
      }
    }
    List<String> plain =
        new ArrayList<>(List.of("type", "userId", "anonymousId", "previousId", "event"));
    if (client.keepsTimes()) {
      plain.addAll(List.of("timestamp", "messageId"));
    }
    for (String name : plain) {
      if (call.has(name)) {
        assertThat(event.path(name))
            .as("%s of %s", name, call.path("userId"))
            .isEqualTo(call.path(name));
      }
    }
  }

  /** However it is written: 1 is 1.0, and the least double is 5E-324 or 4.9E-324. */
  private static boolean sameNumber(JsonNode left, JsonNode right) {
    return left.isNumber()
        && right.isNumber()
        && (left.decimalValue().compareTo(right.decimalValue()) == 0
            || (!left.isIntegralNumber() && left.doubleValue() == right.doubleValue()));
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    ((ObjectNode) (json.isObject() ? json : Json.object()))
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static String text(JsonNode json) {
    return json.asText();
  }

  /** One of them is large. */
  private static String shown(JsonNode json) {
    String text = String.valueOf(json);
    return text.length() < 300 ? text : text.substring(0, 300) + "… (" + text.length() + ")";
  }
}

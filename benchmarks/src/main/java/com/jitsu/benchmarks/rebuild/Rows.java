package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.sdk.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the server made of all profiles; everybody else has to agree. */
final class Rows {

  private static final int PAGE = 10_000;

  private final Map<String, JsonNode> traits = new HashMap<>();

  private Rows() {}

  static Rows of(LiteServer server) throws IOException, InterruptedException {
    Rows rows = new Rows();
    JsonNode page;
    do {
      page =
          server.rows(
              "SELECT profile_id, traits::VARCHAR FROM profiles ORDER BY profile_id LIMIT %d OFFSET %d"
                  .formatted(PAGE, rows.traits.size()));
      page.forEach(
          row -> rows.traits.put(row.path(0).asText(), plain(Json.parse(row.path(1).asText()))));
    } while (page.size() == PAGE);
    return rows;
  }

  int size() {
    return traits.size();
  }

  /**
   * Rows as {@code {"profileId": "u1", "traits": {…}}}, one a line.
   *
   * @throws BenchmarkException if one differs
   */
  void agreeWithNode(Path file) throws IOException {
    compare(file, row -> row.path("traits"));
  }

  /** The same as the columns of {@link SqlProfiles}. */
  void agreeWithSql(Path file) throws IOException {
    compare(
        file,
        row -> {
          ObjectNode made = Json.object();
          if (row.path("builtIn") instanceof ObjectNode builtIn) {
            made.setAll(builtIn);
          }
          ObjectNode counts = made.putObject("counts");
          row.path("counts")
              .properties()
              .forEach(
                  count -> {
                    if (count.getValue().asLong() > 0) {
                      counts.set(count.getKey(), count.getValue());
                    }
                  });
          for (String name :
              new String[] {"revenue", "firstSeen", "lastSeen", "sessions", "pages"}) {
            made.set(name, row.path(name));
          }
          made.set("campaign", row.path("campaign"));
          return made;
        });
  }

  private interface Shape {
    JsonNode traits(JsonNode row);
  }

  private void compare(Path file, Shape shape) throws IOException {
    int count = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = Json.parse(line);
        String profileId = row.path("profileId").asText();
        JsonNode theirs = plain(shape.traits(row));
        JsonNode ours = traits.get(profileId);
        if (!theirs.equals(ours)) {
          throw new BenchmarkException(
              "%s and the server differ in profile %s: %s and %s"
                  .formatted(file.getFileName(), profileId, theirs, ours),
              "mend that before measuring");
        }
        count++;
      }
    }
    if (count != traits.size()) {
      throw new BenchmarkException(
          "%s has %d rows, the server %d".formatted(file.getFileName(), count, traits.size()),
          "mend that before measuring");
    }
  }

  /** Numbers are the same if their values are: 4 and 4.0. */
  private static JsonNode plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode plain = Json.object();
      object.properties().forEach(field -> plain.set(field.getKey(), plain(field.getValue())));
      return plain;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode plain = Json.mapper().createArrayNode();
      array.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    return value.isNumber() ? Json.object().numberNode(value.doubleValue()) : value;
  }
}

package com.jitsu.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where functions threw, as the server groups it; docs/api/http.md. */
final class Failures {

  private Failures() {}

  /** Lines for a person; none when no function threw. */
  static List<String> in(JsonNode builders) {
    List<String> lines = new ArrayList<>();
    for (JsonNode builder : builders) {
      add(builder, "rebuild", lines);
      add(builder, "live", lines);
    }
    return lines;
  }

  private static void add(JsonNode builder, String part, List<String> lines) {
    for (JsonNode group : builder.path(part).path("failures")) {
      lines.add(
          builder.path("id").asText()
              + ": "
              + group.path("count").asText()
              + " × "
              + group.path("error").asText());
      group.path("stack").forEach(frame -> lines.add("    at " + frame.asText()));
      lines.add("    for example " + group.path("example").asText());
    }
  }
}

package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All cases, in the order of the contract. */
public final class ConformanceCases {

  private static final List<String> FILES =
      List.of(
          "a03-events",
          "a04-user",
          "a05-context",
          "a06-result",
          "a07-selection",
          "a08-transformation",
          "a09-fetch",
          "a10-store",
          "a11-sandbox",
          "a13-functions-lib");

  private ConformanceCases() {}

  /**
   * Reads them.
   *
   * @param http address of the server with a case's routes, for <code>${http}</code>
   */
  public static List<ConformanceCase> all(String http) {
    List<ConformanceCase> all = new ArrayList<>();
    for (String file : FILES) {
      JsonNode section = read("/conformance/" + file + ".yaml", http);
      for (JsonNode each : section.path("cases")) {
        all.add(new ConformanceCase(section.path("section").asText(), (ObjectNode) each));
      }
    }
    return all;
  }

  private static JsonNode read(String name, String http) {
    try (InputStream stream =
        Objects.requireNonNull(ConformanceCases.class.getResourceAsStream(name), name)) {
      String yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      // Through text, so that numbers are read as everywhere else.
      return Json.parse(Json.text(new YAMLMapper().readTree(yaml.replace("${http}", http))));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

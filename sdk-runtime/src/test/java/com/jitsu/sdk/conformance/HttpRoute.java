package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the HTTP server of a case answers at one path.
 *
 * @param echo answers with the request as JSON instead of the body
 */
public record HttpRoute(
    String path,
    int status,
    Map<String, String> headers,
    byte[] body,
    int delayMillis,
    boolean echo) {

  static List<HttpRoute> list(JsonNode routes) {
    List<HttpRoute> list = new ArrayList<>();
    for (JsonNode route : routes) {
      Map<String, String> headers = new LinkedHashMap<>();
      route
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      list.add(
          new HttpRoute(
              route.path("path").asText(),
              route.path("status").asInt(200),
              headers,
              body(route),
              route.path("delayMs").asInt(0),
              route.path("echo").asBoolean()));
    }
    return list;
  }

  private static byte[] body(JsonNode route) {
    if (route.has("repeat")) {
      byte[] body = new byte[route.path("repeat").asInt()];
      Arrays.fill(body, (byte) 'x');
      return body;
    }
    return route.path("body").asText("").getBytes(StandardCharsets.UTF_8);
  }

  /** The route of a path, which may have a query. */
  public static Optional<HttpRoute> find(List<HttpRoute> routes, String target) {
    String path = target.replaceFirst("\\?.*", "");
    return routes.stream().filter(route -> route.path().equals(path)).findFirst();
  }

  /** The body of the answer to a request. */
  public byte[] answer(String method, String target, Map<String, String> sent, byte[] content) {
    if (!echo) {
      return body;
    }
    ObjectNode json = Json.object().put("method", method).put("target", target);
    ObjectNode shown = json.putObject("headers");
    sent.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-") || lower.equals("content-type")) {
            shown.put(lower, value);
          }
        });
    return Json.bytes(json.put("body", new String(content, StandardCharsets.UTF_8)));
  }
}

package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a house answered. */
public final class Answer {

  final int status;
  final String body;
  private final Map<String, List<String>> headers;

  Answer(HttpResponse<byte[]> response) {
    this.status = response.statusCode();
    this.body = new String(response.body(), StandardCharsets.UTF_8);
    this.headers = response.headers().map();
  }

  public int status() {
    return status;
  }

  public String body() {
    return body;
  }

  /** Names are in small letters. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first of a name; empty when there is none. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
  }

  public JsonNode json() {
    return Json.parse(body);
  }

  public String error() {
    return json().path("error").asText();
  }

  /** The text of an error in Jitsu Classic's form. */
  public String message() {
    JsonNode json = json();
    if (!json.path("error").isTextual() || !json.path("error").textValue().isEmpty()) {
      throw new AssertionError("the deprecated field is there and empty: " + json);
    }
    return json.path("message").textValue();
  }

  /** Status and body. */
  @Override
  public String toString() {
    return status + " " + body;
  }
}

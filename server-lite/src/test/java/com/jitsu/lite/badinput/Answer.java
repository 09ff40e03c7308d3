package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.util.Map;

/** One whole answer; header names in lower case. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  boolean closes() {
    return "close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
  }

  boolean isJson() {
    return headers.getOrDefault("content-type", "").startsWith("application/json");
  }

  JsonNode json() {
    return isJson() && body.length > 0 ? Json.parse(body) : Json.object();
  }

  String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    String text = text();
    return status + " " + headers + " " + text.substring(0, Math.min(text.length(), 500));
  }
}

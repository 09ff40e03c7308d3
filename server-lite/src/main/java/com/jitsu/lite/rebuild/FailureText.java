package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.engine.GuestError;
import java.util.ArrayList;
import java.util.List;

/**
 * An error as people read it.
 *
 * @param error {@code TypeError: x is undefined}, cut where it is long
 * @param stack innermost first, in the user's lines
 */
record FailureText(String error, List<String> stack) {

  private static final int MAX_TEXT = 300;

  FailureText {
    requireNonNull(error);
    stack = List.copyOf(stack);
  }

  static FailureText of(GuestError error) {
    String text = error.name() + ": " + error.message();
    return new FailureText(
        text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…",
        error.frames().stream().map(GuestError.Frame::text).toList());
  }

  /** Equal for errors that are the same to people: text and place. */
  String key() {
    return error + (stack.isEmpty() ? "" : stack.get(0));
  }

  void writeTo(ObjectNode json) {
    json.put("error", error);
    ArrayNode lines = json.putArray("stack");
    stack.forEach(lines::add);
  }

  static FailureText read(JsonNode json) {
    List<String> stack = new ArrayList<>();
    json.path("stack").forEach(line -> stack.add(line.asText()));
    return new FailureText(json.path("error").asText(), stack);
  }
}

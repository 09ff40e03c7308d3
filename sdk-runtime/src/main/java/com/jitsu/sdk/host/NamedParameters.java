package com.jitsu.sdk.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement with {@code :name} or {@code @name} parameters, made one with {@code ?} and values in
 * order. Quoted texts, quoted names, comments and {@code ::} casts are left alone.
 */
public record NamedParameters(String sql, List<JsonNode> values) {

  public NamedParameters {
    values = List.copyOf(values);
  }

  /**
   * Fills in an object's fields.
   *
   * @throws HostException {@code Parameter <p> is not provided}; or when one is no scalar
   */
  public static NamedParameters of(String sql, JsonNode given) {
    StringBuilder text = new StringBuilder(sql.length());
    List<JsonNode> values = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      int end = endOfToken(sql, at);
      char first = sql.charAt(at);
      if ((first == ':' || first == '@') && end > at + 1 && sql.charAt(at + 1) != first) {
        values.add(value(given, sql.substring(at + 1, end)));
        text.append('?');
      } else {
        text.append(sql, at, end);
      }
      at = end;
    }
    return new NamedParameters(text.toString(), values);
  }

  private static JsonNode value(JsonNode given, String name) {
    JsonNode value = given.path(name);
    if (value.isMissingNode()) {
      throw new HostException("Parameter " + name + " is not provided");
    }
    if (value.isContainerNode()) {
      throw new HostException(
          "TypeError", "Parameter " + name + " must be a text, a number, a truth value or null");
    }
    return value;
  }

  private static int endOfToken(String sql, int at) {
    char first = sql.charAt(at);
    char second = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
    if (first == '\'' || first == '"') {
      return endOf(sql, String.valueOf(first), at + 1);
    }
    if (first == '-' && second == '-') {
      return endOf(sql, "\n", at + 2);
    }
    if (first == '/' && second == '*') {
      return endOf(sql, "*/", at + 2);
    }
    if (first == ':' && second == ':') {
      return at + 2;
    }
    if ((first == ':' || first == '@') && Character.isJavaIdentifierStart(second)) {
      int end = at + 2;
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      return end;
    }
    return at + 1;
  }

  private static int endOf(String sql, String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }
}

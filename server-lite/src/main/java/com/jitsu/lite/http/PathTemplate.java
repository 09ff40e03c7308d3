package com.jitsu.lite.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/builders/{id}}: segments that are literal, or a name in braces for any one. */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + text);
    }
    return new PathTemplate(text, List.of(text.substring(1).split("/", -1)));
  }

  /** The parameters, when the decoded segments fit. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String wanted = segments.get(i);
      if (isParameter(wanted) && !path.get(i).isEmpty()) {
        parameters.put(wanted.substring(1, wanted.length() - 1), path.get(i));
      } else if (!wanted.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /** Sorts {@code /s/batch} before {@code /s/{type}}: the literal segment wins. */
  String rank() {
    StringBuilder rank = new StringBuilder();
    for (String segment : segments) {
      rank.append('/').append(isParameter(segment) ? "\uffff" : segment);
    }
    return rank.toString();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}

package com.jitsu.lite.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/builders/{id}}: segments that are literal, or a name in braces for any one.
 *
 * @param rank sorts {@code /s/batch} before {@code /s/{type}}: the literal segment wins
 */
record PathTemplate(String text, List<String> segments, String rank) {

  static PathTemplate of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + text);
    }
    List<String> segments = List.of(text.substring(1).split("/", -1));
    StringBuilder rank = new StringBuilder();
    for (String segment : segments) {
      rank.append('/').append(isParameter(segment) ? "\uffff" : segment);
    }
    return new PathTemplate(text, segments, rank.toString());
  }

  /** Whether it fits one path only. */
  boolean isLiteral() {
    return rank.indexOf('\uffff') < 0;
  }

  /** The parameters, when the decoded segments fit. */
  Optional<Map<String, String>> match(List<String> path) {
    if (!fits(path)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
      }
    }
    return Optional.of(parameters);
  }

  private boolean fits(List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String wanted = segments.get(i);
      String found = path.get(i);
      if (isParameter(wanted) ? found.isEmpty() : !wanted.equals(found)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}

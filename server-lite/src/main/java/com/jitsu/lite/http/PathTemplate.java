package com.jitsu.lite.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/builders/{id}}: segments that are literal, or a name in braces for any one; some text
 * may stand before it, {@code /api.{any}}.
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
      int brace = brace(segment);
      rank.append('/').append(brace < 0 ? segment : segment.substring(0, brace) + '\uffff');
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
      int brace = brace(segment);
      if (brace >= 0) {
        parameters.put(
            segment.substring(brace + 1, segment.length() - 1), path.get(i).substring(brace));
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
      String given = path.get(i);
      int brace = brace(wanted);
      boolean fits =
          brace < 0
              ? wanted.equals(given)
              : given.length() > brace && given.regionMatches(0, wanted, 0, brace);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Where the name begins; -1 when the segment is literal. */
  private static int brace(String segment) {
    return segment.endsWith("}") ? segment.indexOf('{') : -1;
  }
}

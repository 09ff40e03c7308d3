package com.jitsu.lite.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Percent-decoding of paths and queries; strict, because a guess would find the wrong profile. */
final class Percent {

  private Percent() {}

  /**
   * Splits at the slashes that were sent as such and decodes each part; one slash at the end does
   * not count.
   */
  static List<String> path(String raw) {
    String path = raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
      segments.add(decode(segment, false));
    }
    return segments;
  }

  /** Values by name, in the order of the query. */
  static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
      query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return query;
  }

  private static String decode(String text, boolean plusIsSpace) {
    String spaced = plusIsSpace ? text.replace('+', ' ') : text;
    if (spaced.indexOf('%') < 0) {
      return spaced;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(spaced.length());
    for (int i = 0; i < spaced.length(); ) {
      if (spaced.charAt(i) == '%') {
        bytes.write(hex(spaced, i + 1));
        i += 3;
      } else {
        int character = spaced.codePointAt(i);
        bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(character);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("\"" + Excerpt.of(text) + "\" is not UTF-8 once percent-decoded", e);
    }
  }

  private static int hex(String text, int start) {
    if (start + 2 > text.length()
        || !HexFormat.isHexDigit(text.charAt(start))
        || !HexFormat.isHexDigit(text.charAt(start + 1))) {
      throw new Malformed("\"" + Excerpt.of(text) + "\" has a % without two hex digits", null);
    }
    return HexFormat.fromHexDigits(text, start, start + 2);
  }

  /** Not percent-encoded text. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

package com.jitsu.lite.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.util.regex.Pattern;

/** Why what somebody sent is not JSON, in words for them: nothing of the parser's own settings. */
public final class JsonFault extends Exception {

  private static final long serialVersionUID = 1L;

  /** {@code [Source: …; line: 1, column: 2]} */
  private static final Pattern PLACE =
      Pattern.compile("\\[Source: [^;\\]]*; line: (\\d+), column: (\\d+)\\]");

  /** Which setting of the parser it was. */
  private static final Pattern SETTING =
      Pattern.compile(
          ", from `[^`]*`| \\(bound as `[^`]*`\\)|: not allowed as per `[^`]*`| \\(`[^`]*` disabled\\)");

  private final int line;
  private final int column;

  private JsonFault(String what, int line, int column) {
    super(what, null, false, false);
    this.line = line;
    this.column = column;
  }

  /** Reads UTF-8 that somebody sent. */
  public static JsonNode read(byte[] utf8) throws JsonFault {
    try {
      return Json.mapper().readTree(utf8);
    } catch (JsonProcessingException e) {
      throw of(e);
    } catch (IOException e) {
      // Bytes that look like UTF-16 or UTF-32 and are not.
      throw new JsonFault("it is not UTF-8", 0, 0);
    } catch (NumberFormatException e) {
      throw exponent();
    }
  }

  /** Reads text that somebody sent. */
  public static JsonNode read(String text) throws JsonFault {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw of(e);
    } catch (NumberFormatException e) {
      throw exponent();
    }
  }

  /** The parser has no place for this one. */
  private static JsonFault exponent() {
    return new JsonFault("a number has too large an exponent", 0, 0);
  }

  private static JsonFault of(JsonProcessingException e) {
    String first = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    String what =
        SETTING.matcher(PLACE.matcher(first).replaceAll("line $1, column $2")).replaceAll("");
    JsonLocation place = e.getLocation();
    return place == null
        ? new JsonFault(what, 0, 0)
        : new JsonFault(what, place.getLineNr(), place.getColumnNr());
  }

  /** What is wrong. */
  public String what() {
    return String.valueOf(getMessage());
  }

  /** {@code line 1, column 2}; empty when it is not known. */
  public String where() {
    return line <= 0 ? "" : "line " + line + ", column " + column;
  }
}

package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.http.JsonFault;
import com.jitsu.sdk.contract.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what was sent so that everything behind the journal can read it again: strict UTF-8, an
 * object, bounded depth and numbers, no half characters.
 */
public final class EventJson {

  private static final int LARGEST_SCALE = 2_000_000_000;
  private static final int MOST_VALUES = 2_000_000;

  /** Digits of an exponent that may be beyond {@link #LARGEST_SCALE}. */
  private static final int HUGE = 9;

  private EventJson() {}

  static ObjectNode object(byte[] body) {
    JsonNode json = value(body);
    if (!(json instanceof ObjectNode object)) {
      throw EventException.parsing("a JSON object is expected, found " + kind(json));
    }
    return object;
  }

  /**
   * Any JSON.
   *
   * @throws EventException whose detail says what is wrong with it, and where
   */
  public static JsonNode value(byte[] body) {
    checkUtf8(body);
    checkCount(body);
    JsonNode json;
    try {
      json = read(body);
    } catch (JsonFault e) {
      String where = e.where().isEmpty() ? "" : " (" + e.where() + ")";
      throw EventException.parsing(Shown.of(e.what()) + where);
    }
    if (mayHaveHugeExponent(body)) {
      checkExponents(json);
    }
    if (json.isMissingNode()) {
      throw EventException.parsing("empty body");
    }
    return json;
  }

  /** Only as text has the parser patience with half characters in names. */
  private static JsonNode read(byte[] body) throws JsonFault {
    if (!mayHaveHalfCharacters(body)) {
      return JsonFault.read(body);
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return withoutHalfCharacters(
        JsonFault.read(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }

  public static String kind(JsonNode json) {
    return json.isMissingNode() ? "nothing" : json.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** The parser takes NUL bytes at the beginning for another encoding, and overlong characters. */
  private static void checkUtf8(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0) {
        throw EventException.parsing("the body is not UTF-8");
      }
    }
    if (isAscii(body)) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw EventException.parsing("the body is not UTF-8");
    }
  }

  private static boolean isAscii(byte[] body) {
    int all = 0;
    for (byte part : body) {
      all |= part;
    }
    return all >= 0;
  }

  /** Whether an escape of a surrogate is in it. */
  private static boolean mayHaveHalfCharacters(byte[] body) {
    // Nearly no event has one, and a text is searched many bytes at a time.
    if (new String(body, StandardCharsets.ISO_8859_1).indexOf('\\') < 0) {
      return false;
    }
    for (int i = 0; i + 2 < body.length; i++) {
      if (body[i] == '\\' && body[i + 1] == 'u' && (body[i + 2] | 0x20) == 'd') {
        return true;
      }
    }
    return false;
  }

  /**
   * A tree costs as much for {@code []} as for a page of text, so many small values are refused.
   */
  private static void checkCount(byte[] body) {
    if (body.length <= MOST_VALUES) {
      return;
    }
    int values = 0;
    for (byte part : body) {
      if (part == ',' || part == '[' || part == '{') {
        values++;
      }
    }
    if (values > MOST_VALUES) {
      throw EventException.parsing("more than " + MOST_VALUES + " values in one body");
    }
  }

  /** Whether nine digits in a row follow an e. Of nine in a row, every ninth byte is one. */
  private static boolean mayHaveHugeExponent(byte[] body) {
    int i = HUGE - 1;
    while (i < body.length) {
      if (isDigit(body[i])) {
        int first = i;
        while (first > 0 && isDigit(body[first - 1])) {
          first--;
        }
        int end = i + 1;
        while (end < body.length && isDigit(body[end])) {
          end++;
        }
        if (end - first >= HUGE && isExponent(body, first)) {
          return true;
        }
        i += (end - 1 - i) / HUGE * HUGE;
      }
      i += HUGE;
    }
    return false;
  }

  private static boolean isDigit(byte part) {
    return part >= '0' && part <= '9';
  }

  private static boolean isExponent(byte[] body, int digits) {
    int before = digits - 1;
    if (before >= 0 && (body[before] == '+' || body[before] == '-')) {
      before--;
    }
    return before >= 0 && (body[before] | 0x20) == 'e';
  }

  /** Written again, {@code 21e2147483647} becomes 2.1E+2147483648, which nobody can read. */
  private static void checkExponents(JsonNode json) {
    if (json.isBigDecimal() && Math.abs((long) json.decimalValue().scale()) > LARGEST_SCALE) {
      throw EventException.parsing("a number has too large an exponent");
    }
    json.forEach(EventJson::checkExponents);
  }

  /** An escaped half of a surrogate pair is no character: it becomes U+FFFD, also in names. */
  private static JsonNode withoutHalfCharacters(JsonNode json) {
    if (json instanceof TextNode text) {
      return TextNode.valueOf(whole(text.textValue()));
    }
    if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutHalfCharacters(array.get(i)));
      }
    }
    if (json instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      ObjectNode clean = Json.object();
      fields.forEach(
          field -> clean.set(whole(field.getKey()), withoutHalfCharacters(field.getValue())));
      return clean;
    }
    return json;
  }

  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}

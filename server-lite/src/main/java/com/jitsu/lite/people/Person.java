package com.jitsu.lite.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is asked for, and how what is stored names him.
 *
 * @param id of a profile
 * @param known tells whether another text is the id of a profile
 */
record Person(String id, Predicate<String> known) {

  private static final String FORGOTTEN = "[forgotten]";

  Person {
    requireNonNull(id);
    requireNonNull(known);
  }

  /**
   * Whether an event is this person's by itself: its {@code userId} is the id, or its {@code
   * JITSU_PROFILE_ID}.
   */
  boolean sent(byte[] event) {
    // Most events are somebody else's, and looking for bytes is many times faster than parsing.
    if (!mayHold(event)) {
      return false;
    }
    try (JsonParser parser = Json.mapper().createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if ((name.equals("userId") || name.equals("JITSU_PROFILE_ID"))
            && value.isScalarValue()
            && value != JsonToken.VALUE_NULL
            && parser.getText().equals(id)) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("unreadable event of " + event.length + " bytes", e);
    }
  }

  /** Whether a text in an event's JSON is the id, written in full. */
  boolean isUserOf(JsonNode event) {
    return event.path("userId").isTextual() && event.path("userId").textValue().equals(id);
  }

  /**
   * Whether the key of a stored value has the id as a word of its own: between ends, or characters
   * that are neither letters nor digits, and not as a part of a longer id that is known. {@code u1}
   * is in {@code seen:u1} and {@code u1_first}, not in {@code u12}, nor in {@code seen:u1-2} if
   * there is a profile {@code u1-2}.
   */
  boolean isNamedIn(String text) {
    for (int at = text.indexOf(id); at >= 0 && !id.isEmpty(); at = text.indexOf(id, at + 1)) {
      int end = at + id.length();
      if (isEdge(text, at) && isEdge(text, end) && !isPartOfLongerId(text, at, end)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a JSON value has the id as a text or as the name of a field, anywhere. */
  boolean isNamedIn(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().equals(id);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getKey().equals(id)) {
        return true;
      }
    }
    for (JsonNode inner : value) {
      if (isNamedIn(inner)) {
        return true;
      }
    }
    return false;
  }

  /** The text with another word for each place where {@link #isNamedIn(String)} finds the id. */
  String forgottenIn(String text) {
    StringBuilder without = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(id); at >= 0 && !id.isEmpty(); at = text.indexOf(id, at + 1)) {
      int end = at + id.length();
      if (at >= from && isEdge(text, at) && isEdge(text, end) && !isPartOfLongerId(text, at, end)) {
        without.append(text, from, at).append(FORGOTTEN);
        from = end;
      }
    }
    return without.append(text, from, text.length()).toString();
  }

  private boolean mayHold(byte[] event) {
    byte[] wanted = id.getBytes(UTF_8);
    for (int i = 0; i < event.length; i++) {
      // Behind an escape the id may be written in other ways.
      if (event[i] == '\\' || startsAt(event, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] bytes, int at, byte[] wanted) {
    if (at + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether no letter or digit is on both sides of the place. */
  private static boolean isEdge(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.codePointBefore(at))
        || !Character.isLetterOrDigit(text.codePointAt(at));
  }

  /** Looks at every stretch of whole words around the place, within what an id is made of. */
  private boolean isPartOfLongerId(String text, int at, int end) {
    int first = at;
    while (first > 0 && isOfId(text.charAt(first - 1))) {
      first--;
    }
    int last = end;
    while (last < text.length() && isOfId(text.charAt(last))) {
      last++;
    }
    for (int from = first; from <= at; from++) {
      for (int to = last; isEdge(text, from) && to >= end; to--) {
        if ((from < at || to > end) && isEdge(text, to) && known.test(text.substring(from, to))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfId(char character) {
    return Character.isLetterOrDigit(character) || "-_.@+|".indexOf(character) >= 0;
  }
}

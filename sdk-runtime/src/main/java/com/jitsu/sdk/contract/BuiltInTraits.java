package com.jitsu.sdk.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The built-in profile generation: what a profile's identify events say about its user.
 *
 * <p>Top-level {@code traits} are merged key by key, the later event wins and a nested object is
 * replaced whole; the first non-empty {@code userId} and {@code anonymousId} win. Other events and
 * {@code context.traits} count for nothing. Feed events in the order of their acceptance. From
 * CONTRACT A.4 with decision 0.3/3. For one thread.
 */
public final class BuiltInTraits {

  private static final byte[] IDENTIFY = "identify".getBytes(StandardCharsets.US_ASCII);

  private final ObjectNode traits = Json.object();
  private String userId = "";
  private String anonymousId = "";

  /** Takes one event as UTF-8 JSON; cheap for everything that is not an identify event. */
  public void accept(byte[] event) {
    if (contains(event, IDENTIFY) && isIdentify(event)) {
      accept(Json.parse(event));
    }
  }

  /** Takes one event as a tree. */
  public void accept(JsonNode event) {
    if (!event.path("type").asText().equals("identify")) {
      return;
    }
    if (event.path("traits") instanceof ObjectNode given) {
      traits.setAll(given.deepCopy());
    }
    userId = firstOf(userId, event.path("userId"));
    anonymousId = firstOf(anonymousId, event.path("anonymousId"));
  }

  /** The user as known so far. */
  public ProfileUser user(String profileId) {
    return new ProfileUser(profileId, userId, anonymousId, traits);
  }

  private static String firstOf(String known, JsonNode offered) {
    return known.isEmpty() && offered.isTextual() ? offered.asText() : known;
  }

  private static boolean isIdentify(byte[] event) {
    try (JsonParser parser = Json.mapper().createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean type = parser.currentName().equals("type");
        parser.nextToken();
        if (type) {
          return parser.getText().equals("identify");
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("unreadable event of " + event.length + " bytes", e);
    }
  }

  private static boolean contains(byte[] text, byte[] word) {
    for (int i = 0; i <= text.length - word.length; i++) {
      if (text[i] == word[0] && startsAt(text, i, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] text, int start, byte[] word) {
    for (int i = 1; i < word.length; i++) {
      if (text[start + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}

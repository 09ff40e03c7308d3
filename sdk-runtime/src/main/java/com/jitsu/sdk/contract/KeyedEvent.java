package com.jitsu.sdk.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;

/**
 * An event as a profile keeps it, and as its function sees it.
 *
 * <p>{@code JITSU_PROFILE_ID} is gone, {@code timestamp} is an ISO-8601 text in UTC with
 * milliseconds; everything else is as it was sent. From CONTRACT A.3 and A.7.
 *
 * @param profileId {@code JITSU_PROFILE_ID}, else {@code userId}; the empty string when the event
 *     has neither and so belongs to no profile
 * @param json UTF-8, one object
 */
public record KeyedEvent(String profileId, byte[] json) {

  private static final String PROFILE_ID = "JITSU_PROFILE_ID";
  private static final String USER_ID = "userId";
  private static final String TIMESTAMP = "timestamp";

  /**
   * Keys an accepted event.
   *
   * @param acceptedAt stands in for a timestamp that is missing or cannot be read
   */
  public static KeyedEvent of(byte[] event, Instant acceptedAt) {
    String userId = "";
    String given = "";
    boolean asStored = false;
    boolean override = false;
    try (JsonParser parser = Json.mapper().createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalStateException("an accepted event is an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case USER_ID -> userId = id(parser, value);
          case PROFILE_ID -> {
            given = id(parser, value);
            override = true;
          }
          case TIMESTAMP ->
              asStored = value == JsonToken.VALUE_STRING && EventTime.isNormal(parser.getText());
          default -> {}
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new IllegalStateException("unreadable event of " + event.length + " bytes", e);
    }
    String profileId = given.isEmpty() ? userId : given;
    return new KeyedEvent(profileId, asStored && !override ? event : rewritten(event, acceptedAt));
  }

  private static byte[] rewritten(byte[] event, Instant acceptedAt) {
    if (!(Json.parse(event) instanceof ObjectNode json)) {
      throw new IllegalStateException("an accepted event is an object");
    }
    json.remove(PROFILE_ID);
    JsonNode timestamp = json.path(TIMESTAMP);
    json.put(TIMESTAMP, EventTime.text(EventTime.read(timestamp).orElse(acceptedAt)));
    return Json.bytes(json);
  }

  private static String id(JsonParser parser, JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
      default -> "";
    };
  }
}

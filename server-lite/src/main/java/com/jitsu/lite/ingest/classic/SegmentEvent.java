package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.ingest.DeepValue;
import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes an event of Jitsu Classic of one of Segment's.
 *
 * <p>What has a place of its own there moves to it. The rest of {@code properties} and then of
 * {@code context} comes to the top, and whatever has no place stays where it was.
 *
 * @param older in the shape of Classic's older clients, which keep all of that in {@code
 *     eventn_ctx}
 */
record SegmentEvent(boolean older, Clock clock) {

  private record Move(List<String> from, List<String> to) {}

  /** Later ones win. {@code context.page} is there whole, and its title and referrer also apart. */
  private static final List<Move> MOVES =
      Stream.of(
              "context.page.title page_title",
              "context.page doc",
              "context.page.referrer referer",
              "traits user",
              "context.traits user",
              "context.userAgent user_agent",
              "anonymousId ids.ajs_anonymous_id",
              "anonymousId user.anonymous_id",
              "userId ids.ajs_user_id",
              "userId user.internal_id",
              "context.campaign utm",
              "context.campaign.name utm.campaign",
              "context.location location",
              "context.referrer.url referer",
              "context.os.name parsed_ua.os_family",
              "context.os.version parsed_ua.os_version",
              "context.device.manufacturer parsed_ua.device_brand",
              "context.device.model parsed_ua.device_model",
              "context.device.version parsed_ua.ua_version",
              "context.device.advertisingId parsed_ua.device_advertising_id",
              "context.device.id parsed_ua.device_id",
              "context.device.name parsed_ua.device_name",
              "context.device.type parsed_ua.device_type",
              "context.locale user_language",
              "context.user_agent user_agent")
          .map(line -> line.split(" ", 2))
          .map(parts -> new Move(path(parts[0]), path(parts[1])))
          .toList();

  private static final Move USER = new Move(List.of("userId"), List.of("user", "id"));
  private static final Move TYPE = new Move(List.of("type"), List.of("event_type"));
  private static final Move IP = new Move(List.of("context", "ip"), List.of("source_ip"));

  /** What was told elsewhere, and is not told again at the top. */
  private static final List<String> TOLD =
      List.of("page", "traits", "userAgent", "campaign", "os", "device", "ip", "locale");

  private static List<String> path(String text) {
    return Arrays.asList(text.split("\\."));
  }

  ObjectNode of(ObjectNode sent) {
    ObjectNode left = sent.deepCopy();
    ObjectNode moved = Json.object();
    for (Move move : MOVES) {
      move(sent, left, moved, move.from(), place(move.to()));
    }
    Fields.remove(moved, place(List.of("doc", "title")));
    if (!older) {
      move(sent, left, moved, USER.from(), USER.to());
    }
    move(sent, left, moved, TYPE.from(), TYPE.to());
    move(sent, left, moved, IP.from(), IP.to());
    spread(left, moved, "properties");
    spread(left, moved, "context");
    left.setAll(moved);
    left.remove(TOLD);
    zone(left);
    screen(left);
    id(left);
    if (depth(left) > StreamReadConstraints.DEFAULT_MAX_DEPTH) {
      throw new BodyException("error parsing HTTP body: what has moved is nested too deeply");
    }
    return left;
  }

  /** What moved down may be deeper than anybody can read again. */
  private static int depth(JsonNode json) {
    int deepest = 0;
    for (JsonNode child : json) {
      deepest = Math.max(deepest, depth(child));
    }
    return json.isContainerNode() ? deepest + 1 : 0;
  }

  private List<String> place(List<String> path) {
    return older ? Enrichment.under(path) : path;
  }

  private static void move(
      ObjectNode sent, ObjectNode left, ObjectNode moved, List<String> from, List<String> to) {
    JsonNode value = Fields.get(sent, from);
    if (!value.isMissingNode() && DeepValue.put(moved, value.deepCopy(), to)) {
      Fields.remove(left, from);
    }
  }

  private static void spread(ObjectNode left, ObjectNode moved, String name) {
    if (left.path(name) instanceof ObjectNode object) {
      moved.setAll(object);
      left.remove(name);
    }
  }

  /** {@code "timezone": "Europe/Berlin"} becomes minutes east of Greenwich, now. */
  private void zone(ObjectNode event) {
    try {
      String zone = event.path("timezone").asText("");
      if (!zone.isEmpty()) {
        int seconds = ZoneId.of(zone).getRules().getOffset(clock.instant()).getTotalSeconds();
        put(event, Json.mapper().getNodeFactory().numberNode(seconds / 60), "local_tz_offset");
        event.remove("timezone");
      }
    } catch (DateTimeException e) {
      // No zone that anybody knows: it stays as it was sent.
    }
  }

  private void screen(ObjectNode event) {
    JsonNode width = event.path("screen").path("width");
    JsonNode height = event.path("screen").path("height");
    if (width.isValueNode() && height.isValueNode()) {
      put(event, TextNode.valueOf(width.asText() + "x" + height.asText()), "screen_resolution");
      event.remove("screen");
    }
  }

  private static void id(ObjectNode event) {
    JsonNode id = event.path("messageId");
    if (id.isValueNode() && !id.isNull()) {
      event.remove("messageId");
      EventId.put(event, id.asText());
    }
  }

  private void put(ObjectNode event, JsonNode value, String name) {
    DeepValue.put(event, value, place(List.of(name)));
  }
}

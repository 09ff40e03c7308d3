package com.jitsu.lite.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.contract.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event in the address of a picture: {@code data} is its JSON in base64, every other parameter a
 * path in it, {@code ?properties.total=12}, whose value is a text, or a list of texts if it comes
 * more than once.
 */
public final class PixelEvent {

  private static final int DEEPEST = 100;

  /** A transparent GIF of one by one. */
  private static final String GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

  private PixelEvent() {}

  /**
   * @param leftOut parameters that are not of the event
   * @throws EventException when {@code data} cannot be read
   */
  public static ObjectNode of(Call call, Set<String> leftOut) {
    ObjectNode event = data(call.query("data").orElse(""));
    call.query()
        .forEach(
            (name, values) -> {
              if (!leftOut.contains(name)) {
                put(event, name, value(values));
              }
            });
    return event;
  }

  /** What of a call tells the event, for the log of what cannot be read. */
  public static byte[] sent(Call call) {
    return call.query("data").orElse("").getBytes(UTF_8);
  }

  public static Reply picture() {
    return uncached(new Reply(200, "image/gif", Base64.getDecoder().decode(GIF), Map.of()));
  }

  /** The next time the picture must be asked for again. */
  public static Reply uncached(Reply reply) {
    return reply.with(
        Map.of(
            "Cache-Control",
            "no-cache, no-store, must-revalidate",
            "Pragma",
            "no-cache",
            "Expires",
            "0"));
  }

  private static ObjectNode data(String encoded) {
    if (encoded.isEmpty()) {
      return Json.object();
    }
    byte[] json;
    try {
      // In a query a plus is a blank; and most who encode for one use the other alphabet.
      json =
          Base64.getDecoder().decode(encoded.replace(' ', '+').replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw EventException.parsing(
          "Error decoding event from \"data\" field in tracking pixel: " + e.getMessage());
    }
    try {
      return EventJson.object(json);
    } catch (EventException e) {
      throw EventException.parsing("Error unmarshalling event from \"data\": " + e.detail());
    }
  }

  private static JsonNode value(List<String> values) {
    if (values.size() == 1) {
      return TextNode.valueOf(values.get(0));
    }
    ArrayNode list = Json.mapper().createArrayNode();
    values.forEach(list::add);
    return list;
  }

  /** What leads through something that is no object is left out, as ever. */
  private static void put(ObjectNode event, String name, JsonNode value) {
    List<String> path =
        List.of(name.split("[./]", -1)).stream().filter(part -> !part.isEmpty()).toList();
    if (!path.isEmpty() && path.size() <= DEEPEST) {
      DeepValue.put(event, value, path);
    }
  }
}

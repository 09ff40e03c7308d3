package com.jitsu.lite.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the client.
 *
 * @param body not copied; leave it alone afterwards
 * @param headers besides content type and length, in this order
 * @param stream gets what comes instead of a body, once the client listens; null: the body is all
 * @param writer writes what comes instead of a body, waiting for the client as it must; null: the
 *     body is all
 */
@SuppressWarnings("ArrayRecordComponent") // replies are written, never compared
public record Reply(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    @Nullable Consumer<EventStream> stream,
    @Nullable Consumer<OutputStream> writer) {

  private static final String JSON = "application/json";

  public Reply {
    requireNonNull(contentType);
    requireNonNull(body);
    headers = Map.copyOf(headers);
  }

  public Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null, null);
  }

  public static Reply json(JsonNode body) {
    return json(200, body);
  }

  public static Reply json(int status, JsonNode body) {
    return new Reply(status, JSON, Json.bytes(body), Map.of());
  }

  public static Reply empty(int status) {
    return new Reply(status, "", new byte[0], Map.of());
  }

  /**
   * A stream of server-sent events, which goes on until somebody ends it; when too many are open,
   * the client gets a 503 in the endpoint's form instead.
   *
   * @param opened called when the client listens; must not wait
   */
  public static Reply events(Consumer<EventStream> opened) {
    return new Reply(
        200,
        "text/event-stream",
        new byte[0],
        Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        opened,
        null);
  }

  /**
   * A body of any length.
   *
   * @param writer called on a thread that may wait; if it throws before it has written much, that
   *     is answered instead, later the connection breaks, so that nobody takes a part for the whole
   */
  public static Reply written(String contentType, Consumer<OutputStream> writer) {
    return new Reply(200, contentType, new byte[0], Map.of(), null, writer);
  }

  public static Reply problem(int status, Problem problem) {
    return problems(status, List.of(problem));
  }

  /** {@code {"problems": [{"code", "what", "where"?, "remedy"}]}}, the API's form of an error. */
  public static Reply problems(int status, List<Problem> problems) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode one = list.addObject();
      one.put("code", problem.code());
      one.put("what", problem.what());
      if (problem.where() != null) {
        one.put("where", problem.where());
      }
      one.put("remedy", problem.remedy());
    }
    return json(status, body);
  }

  /** The same with one more header, or another value for it. */
  public Reply with(String header, String value) {
    return with(Map.of(header, value));
  }

  /** The same with these headers on top. */
  public Reply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Reply(status, contentType, body, all, stream, writer);
  }
}

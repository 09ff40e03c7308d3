package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;

/**
 * The routes of ingestion, all in one place.
 *
 * @param key how it takes its key: a header line with {@code SECRET} in it
 */
record IngestRoute(String method, String path, Takes takes, String key) {

  /** What stands in for the key until the server is there that gives it. */
  static final String KEY = "@@KEY@@";

  private static final String WRITE_KEY = "X-Write-Key: " + KEY;

  /** What a route takes. */
  enum Takes {
    EVENT,
    BATCH,
    ADDRESS
  }

  static final List<IngestRoute> ALL =
      List.of(
          new IngestRoute("POST", "/api/s/s2s/event", Takes.EVENT, WRITE_KEY),
          new IngestRoute("POST", "/api/s/event", Takes.EVENT, WRITE_KEY),
          new IngestRoute("POST", "/api/s/s2s/batch", Takes.BATCH, WRITE_KEY),
          new IngestRoute("POST", "/api/s/track", Takes.EVENT, WRITE_KEY),
          new IngestRoute("POST", "/v1/batch", Takes.BATCH, WRITE_KEY),
          new IngestRoute("POST", "/api/s/s2s/identify", Takes.EVENT, WRITE_KEY),
          new IngestRoute("POST", "/b", Takes.BATCH, WRITE_KEY),
          new IngestRoute("GET", "/api/px/page", Takes.ADDRESS, WRITE_KEY));

  /** Those that take a body. */
  static List<IngestRoute> withBody() {
    return ALL.stream().filter(route -> route.takes != Takes.ADDRESS).toList();
  }

  /** One that takes one event and speaks in statuses. */
  static IngestRoute first() {
    return ALL.get(0);
  }

  BadRequest.Form form() {
    return BadRequest.Form.INGESTION;
  }

  boolean takesBody() {
    return takes != Takes.ADDRESS;
  }

  /** The whole request for a body; a pixel has it in its address. */
  byte[] request(byte[] body, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    if (!takesBody()) {
      String data = URLEncoder.encode(Base64.getEncoder().encodeToString(body), US_ASCII);
      return BadRequest.bytes(
          method, " ", path, "?data=", data, " HTTP/1.1\r\nHost: x\r\n", key, "\r\n", more, "\r\n");
    }
    String type =
        more.toLowerCase(java.util.Locale.ROOT).contains("content-type:")
            ? ""
            : "Content-Type: application/json\r\n";
    return BadRequest.bytes(head(), type, more, "Content-Length: ", body.length, "\r\n\r\n", body);
  }

  /** Request line, host and key, each with its line end. */
  String head() {
    return method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + key + "\r\n";
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}

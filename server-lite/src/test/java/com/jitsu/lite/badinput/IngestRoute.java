package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The routes of ingestion, all in one place.
 *
 * @param key how it takes its key: a header line with {@code SECRET} in it
 */
record IngestRoute(String method, String path, Takes takes, String key) {

  /** What stands in for the key until the server is there that gives it. */
  static final String KEY = "@@KEY@@";

  static final String PUBLIC_KEY = "@@PUB@@";

  private static final String WRITE_KEY = "X-Write-Key: " + KEY;

  private static final String TOKEN = "X-Auth-Token: " + KEY;

  /** What a route takes. */
  enum Takes {
    EVENT,
    BATCH,
    /** The file of a form. */
    FILE,
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
          new IngestRoute("GET", "/api/px/page", Takes.ADDRESS, WRITE_KEY),
          new IngestRoute("POST", "/api/v1/event", Takes.EVENT, "X-Auth-Token: " + PUBLIC_KEY),
          new IngestRoute("POST", "/api.any", Takes.EVENT, "X-Auth-Token: " + PUBLIC_KEY),
          new IngestRoute("POST", "/api/v1/s2s/event", Takes.EVENT, TOKEN),
          new IngestRoute("POST", "/api/v1/segment", Takes.BATCH, TOKEN),
          new IngestRoute("POST", "/api/v1/segment/compat", Takes.BATCH, TOKEN),
          new IngestRoute("POST", "/api/v1/events/bulk", Takes.FILE, TOKEN),
          new IngestRoute("POST", "/api/v1/events/dry-run", Takes.EVENT, TOKEN),
          new IngestRoute("GET", "/api/v1/p.gif", Takes.ADDRESS, TOKEN));

  private static final String BOUNDARY = "----b";

  /** Those that take a body. */
  static List<IngestRoute> withBody() {
    return ALL.stream().filter(route -> route.takes != Takes.ADDRESS).toList();
  }

  /** One that takes one event and speaks in statuses. */
  static IngestRoute first() {
    return ALL.get(0);
  }

  /** Whether a body that is not JSON is in the cache as it was sent. */
  boolean keeps() {
    return form() == BadRequest.Form.INGESTION
        || (takes != Takes.FILE && takes != Takes.ADDRESS && !path.endsWith("dry-run"));
  }

  BadRequest.Form form() {
    return path.startsWith("/api/v1/") || path.startsWith("/api.")
        ? BadRequest.Form.CLASSIC
        : BadRequest.Form.INGESTION;
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
    boolean typed = more.toLowerCase(Locale.ROOT).contains("content-type:");
    byte[] sent = takes == Takes.FILE && !typed ? form(body) : body;
    String type =
        takes == Takes.FILE ? "multipart/form-data; boundary=" + BOUNDARY : "application/json";
    return BadRequest.bytes(
        head(),
        typed ? "" : "Content-Type: " + type + "\r\n",
        more,
        "Content-Length: ",
        sent.length,
        "\r\n\r\n",
        sent);
  }

  private static byte[] form(byte[] file) {
    return BadRequest.bytes(
        "--",
        BOUNDARY,
        "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n",
        file,
        "\r\n--",
        BOUNDARY,
        "--\r\n");
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

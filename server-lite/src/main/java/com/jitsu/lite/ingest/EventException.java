package com.jitsu.lite.ingest;

/** Why something sent is not taken: {@code <kind>: <detail>}, and what the sender can do. */
final class EventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String remedy;

  /**
   * @param status for routes that answer with one; the browser's route says 200
   */
  private EventException(int status, String error, String remedy) {
    super(error, null, false, false);
    this.status = status;
    this.remedy = remedy;
  }

  static EventException contentType(String found) {
    return new EventException(
        400,
        "invalid content type: " + Shown.of(found) + ". Expected: application/json",
        "send the header Content-Type: application/json");
  }

  static EventException parsing(String detail) {
    return new EventException(400, "error parsing message: " + detail, "send valid JSON in UTF-8");
  }

  static EventException tooLarge(long size, int limit) {
    return new EventException(
        400,
        "event error: message size " + size + " is too big. max allowed: " + limit,
        "send less in one event, or raise server.max_event_size in jitsu.yaml");
  }

  static EventException event(String detail, String remedy) {
    return new EventException(400, "event error: " + detail, remedy);
  }

  static EventException keyFormat() {
    return new EventException(
        400,
        "error processing message: failed to decode writeKey from Authorization header as base64",
        "send Authorization: Basic base64(<key>:), or X-Write-Key: <key>");
  }

  static EventException key(String masked, String remedy) {
    return new EventException(401, "stream not found: for: " + masked, remedy);
  }

  int status() {
    return status;
  }

  String error() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}

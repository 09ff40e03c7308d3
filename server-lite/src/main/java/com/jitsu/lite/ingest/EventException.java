package com.jitsu.lite.ingest;

import com.jitsu.lite.sources.Source;

/** Why something sent is not taken: {@code <kind>: <detail>}, and what the sender can do. */
public final class EventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String EVENT = "event error: ";

  private final int status;
  private final String remedy;
  private final boolean whole;

  /**
   * @param status for routes that answer with one; the browser's route says 200
   * @param whole whether what was sent could be read and is worth keeping whole
   */
  private EventException(int status, String error, String remedy, boolean whole) {
    super(error, null, false, false);
    this.status = status;
    this.remedy = remedy;
    this.whole = whole;
  }

  private EventException(int status, String error, String remedy) {
    this(status, error, remedy, false);
  }

  /** Tells the log as what it is; what was too large is not kept whole there. */
  void tell(IncomingLog log, Source source, byte[] sent) {
    if (whole) {
      log.rejected(source, sent, error());
    } else {
      log.malformed(source, sent, error());
    }
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
        EVENT + "message size " + size + " is too big. max allowed: " + limit,
        "send less in one event, or raise server.max_event_size in jitsu.yaml");
  }

  static EventException event(String detail, String remedy) {
    return new EventException(400, EVENT + detail, remedy, true);
  }

  static EventException batchTooLarge(long limit) {
    return new EventException(
        400,
        "error parsing message: the events of the batch, each with the shared context, have more"
            + " than "
            + limit
            + " bytes",
        "send fewer events at a time, or a smaller context");
  }

  static EventException keyFormat() {
    return new EventException(
        400,
        "error processing message: failed to decode writeKey from Authorization header as base64",
        "send Authorization: Basic base64(<key>:), or X-Write-Key: <key>");
  }

  static EventException origin(String origin, Source source) {
    return new EventException(
        403,
        "origin not allowed: " + Shown.of(origin) + " may not send to " + source.id(),
        "add it to the origins of source \"" + source.id() + "\", or send with a secret key");
  }

  /** What Jitsu says when nothing takes an event; its status is 200 everywhere. */
  static EventException noDestination(Source source) {
    return new EventException(
        200,
        "no destinations found for stream: " + source.id(),
        "give source \"" + source.id() + "\" destinations, or leave them out for all");
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

  /** What the kind of error says of this one. */
  public String detail() {
    return error().substring(error().indexOf(": ") + 2);
  }

  String remedy() {
    return remedy;
  }
}

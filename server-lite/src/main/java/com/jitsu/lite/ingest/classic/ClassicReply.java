package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.NotStored;
import com.jitsu.sdk.contract.Json;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code {"status":"ok"}}, or {@code {"message":"…","error":""}} for everything else. */
final class ClassicReply {

  private static final Logger log = LoggerFactory.getLogger(ClassicReply.class);

  private ClassicReply() {}

  /**
   * @param deleteCookie the page must forget who its visitor is
   */
  static Reply ok(boolean deleteCookie) {
    ObjectNode body = Json.object().put("status", "ok");
    return Reply.json(deleteCookie ? body.put("delete_cookie", true) : body);
  }

  /** The second field is empty in every answer, and clients look for it. */
  static Reply error(int status, String message) {
    return Reply.json(status, Json.object().put("message", message).put("error", ""));
  }

  /**
   * Nothing was stored: the sender shall try again. The journal has logged that the disk is full.
   */
  static Reply notStored(Throwable failure) {
    NotStored why = NotStored.of(failure);
    return switch (why.reason()) {
      case QUEUE_FULL ->
          error(503, "queue is full: too many events wait for the disk; send the same again")
              .with("Retry-After", "1");
      case DISK_FULL ->
          error(
                  507,
                  "disk is full: JITSU-0607, the server has no room for more events; make room on"
                      + " its disk and send the same again")
              .with("Retry-After", "10");
      case OTHER -> {
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("events were not stored id={}", id, why.cause());
        yield error(
                503,
                "error# "
                    + id
                    + ": events were not stored; send the same again, the server's log says more")
            .with("Retry-After", "1");
      }
    };
  }
}

package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.JournalFullException;
import com.jitsu.sdk.contract.Json;
import java.util.UUID;
import java.util.concurrent.CompletionException;
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

  /** Nothing was stored: the sender shall try again. */
  static Reply notStored(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof JournalFullException) {
      return again("queue is full: too many events wait for the disk; send the same again");
    }
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error("events were not stored id={}", id, cause);
    return again(
        "error# "
            + id
            + ": events were not stored; send the same again, the server's log says more");
  }

  private static Reply again(String message) {
    return error(503, message).with("Retry-After", "1");
  }
}

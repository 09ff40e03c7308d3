package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Cors;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.NotStored;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as Jitsu gives them, with a remedy beside each error, readable from any page. */
final class IngestReply {

  private static final Logger log = LoggerFactory.getLogger(IngestReply.class);

  private static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);

  private IngestReply() {}

  static Reply of(Call call, int status, ObjectNode body) {
    return Cors.allow(call, Reply.json(status, body));
  }

  static Reply ok(Call call) {
    return Cors.allow(call, new Reply(200, "application/json", OK, Map.of()));
  }

  static Reply error(Call call, int status, String error, String remedy) {
    return of(
        call, status, Json.object().put("ok", false).put("error", error).put("remedy", remedy));
  }

  /** What the HTTP server found before or around us: too large, not gzip, a bug. */
  static Reply refusal(Call call, int status, List<Problem> problems) {
    Problem first = problems.get(0);
    return error(call, status, "error reading HTTP body: " + first.what(), first.remedy());
  }

  /**
   * Nothing was stored: the sender shall try again. The journal has logged that the disk is full.
   */
  static Reply notStored(Call call, Throwable failure) {
    NotStored why = NotStored.of(failure);
    return switch (why.reason()) {
      case QUEUE_FULL ->
          error(
                  call,
                  503,
                  "queue is full: too many events wait for the disk",
                  "send the same again")
              .with("Retry-After", "1");
      case DISK_FULL ->
          error(
                  call,
                  507,
                  "disk is full: JITSU-0607, the server has no room for more events",
                  "make room on the server's disk; send the same again then")
              .with("Retry-After", "10");
      case OTHER -> {
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("events were not stored id={}", id, why.cause());
        yield error(
                call,
                503,
                "error# " + id + ": producer error",
                "send the same again; the server's log says more under " + id)
            .with("Retry-After", "1");
      }
    };
  }
}

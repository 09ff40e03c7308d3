package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.people.Deletion;
import com.jitsu.lite.people.Deletions;
import com.jitsu.lite.people.PersonExport;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/** {@code /api/people}: exports and deletes everything about one profile id. */
final class PeopleEndpoints {

  private static final String LINES = "application/x-ndjson";
  private static final int MOST_AT_ONCE = 2;

  private final PersonExport export;
  private final Deletions deletions;
  private final Semaphore exports = new Semaphore(MOST_AT_ONCE);

  PeopleEndpoints(PersonExport export, Deletions deletions) {
    this.export = requireNonNull(export);
    this.deletions = requireNonNull(deletions);
  }

  /** {@code GET /api/people/{profileId}}: a line of JSON for each thing that is known. */
  Reply export(Call call) {
    String profileId = call.parameter("profileId");
    return Reply.written(LINES, out -> write(profileId, out)).with("Cache-Control", "no-store");
  }

  /** {@code DELETE /api/people/{profileId}}: 202 once it is written down. */
  Reply delete(Call call) {
    Deletion deletion = deletions.ask(call.parameter("profileId"));
    return Reply.json(202, deletion.toJson()).with("Location", "/api/deletions/" + deletion.id());
  }

  /** {@code GET /api/deletions}. */
  Reply list(Call call) {
    ObjectNode body = Json.object();
    ArrayNode all = body.putArray("deletions");
    deletions.list().forEach(deletion -> all.add(deletion.toJson()));
    return Reply.json(body);
  }

  /** {@code GET /api/deletions/{id}}. */
  Reply get(Call call) {
    String id = call.parameter("id");
    return deletions
        .find(id)
        .map(deletion -> Reply.json(deletion.toJson()))
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    new Problem(
                        "JITSU-0441",
                        "there is no deletion \"" + id + "\"",
                        "id",
                        "GET /api/deletions lists the last 1,000")));
  }

  private void write(String profileId, OutputStream out) {
    if (!exports.tryAcquire()) {
      throw new Refusal(
          503,
          new Problem(
              "JITSU-0507",
              MOST_AT_ONCE + " people are being exported already",
              null,
              "send the same again in a while"));
    }
    try {
      export.write(profileId, line -> write(line, out));
    } catch (RedisUnavailableException e) {
      throw new Refusal(
          503,
          new Problem(
              "JITSU-0421",
              "Redis does not answer, and stored values and the events cache are kept there",
              null,
              "send the same again when GET /health says that redis passes"));
    } finally {
      exports.release();
    }
  }

  private static void write(ObjectNode line, OutputStream out) {
    try {
      out.write(Json.bytes(line));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A deletion that was asked for.
 *
 * @param profileId whose; null once it is done, because that is deleted, too
 * @param upTo the last event of the journal that it is about; what came later is somebody new
 * @param searched the position up to which the journal was searched
 * @param problem why it does not go on now; it will be tried again
 */
public record Deletion(
    String id,
    @Nullable String profileId,
    Instant askedAt,
    long upTo,
    State state,
    long searched,
    Removed removed,
    @Nullable Instant finishedAt,
    @Nullable String problem) {

  public Deletion {
    requireNonNull(id);
    requireNonNull(askedAt);
    requireNonNull(state);
    requireNonNull(removed);
  }

  /** How far it is. */
  public enum State {
    /** For the deletions before it. */
    WAITING,
    /** Looks for the person's events. */
    SEARCHING,
    /** Takes them out, with all that was made of them. */
    ERASING,
    /** Nothing can be found any more; now the bytes are taken out of the files. */
    SCRUBBING,
    DONE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What was there.
   *
   * @param events of the journal
   * @param copies of events in histories
   * @param rows of profiles
   * @param eventRows rows of events
   * @param stored keys that functions had stored
   * @param cached records of the events cache
   */
  public record Removed(
      long events, long copies, long rows, long eventRows, long stored, long cached) {

    static final Removed NOTHING = new Removed(0, 0, 0, 0, 0, 0);

    /** A deletion that was cut short begins anew and finds only what is left. */
    Removed plus(Removed more) {
      return new Removed(
          events + more.events,
          copies + more.copies,
          rows + more.rows,
          eventRows + more.eventRows,
          stored + more.stored,
          cached + more.cached);
    }

    ObjectNode toJson() {
      return Json.object()
          .put("events", events)
          .put("historyEvents", copies)
          .put("profileRows", rows)
          .put("eventRows", eventRows)
          .put("stored", stored)
          .put("cached", cached);
    }

    static Removed read(JsonNode json) {
      return new Removed(
          json.path("events").asLong(),
          json.path("historyEvents").asLong(),
          json.path("profileRows").asLong(),
          json.path("eventRows").asLong(),
          json.path("stored").asLong(),
          json.path("cached").asLong());
    }
  }

  static Deletion asked(String id, String profileId, Instant now, long upTo) {
    return new Deletion(id, profileId, now, upTo, State.WAITING, 0, Removed.NOTHING, null, null);
  }

  boolean isDone() {
    return state == State.DONE;
  }

  Deletion at(State next) {
    return new Deletion(id, profileId, askedAt, upTo, next, searched, removed, null, null);
  }

  Deletion searched(long position) {
    return new Deletion(id, profileId, askedAt, upTo, state, position, removed, null, null);
  }

  Deletion removed(Removed more) {
    return new Deletion(
        id, profileId, askedAt, upTo, state, searched, removed.plus(more), null, null);
  }

  Deletion failed(String why) {
    return new Deletion(id, profileId, askedAt, upTo, state, searched, removed, null, why);
  }

  /** Without whose it was. */
  Deletion done(Instant now) {
    return new Deletion(id, null, askedAt, upTo, State.DONE, upTo, removed, now, null);
  }

  /** As it is answered, docs/api/http.md; never says whose it is. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("id", id);
    json.put("state", state.text());
    json.put("askedAt", askedAt.toString());
    if (finishedAt != null) {
      json.put("finishedAt", finishedAt.toString());
    }
    json.put("upTo", upTo);
    json.put("searched", searched);
    json.set("removed", removed.toJson());
    if (problem != null) {
      json.put("problem", problem);
    }
    return json;
  }

  /** As it is kept. */
  ObjectNode kept() {
    ObjectNode json = toJson();
    if (profileId != null) {
      json.put("profileId", profileId);
    }
    return json;
  }

  static Deletion read(JsonNode json) {
    String finished = json.path("finishedAt").asText("");
    return new Deletion(
        json.path("id").asText(),
        json.has("profileId") ? json.path("profileId").asText() : null,
        Instant.parse(json.path("askedAt").asText()),
        json.path("upTo").asLong(),
        State.of(json.path("state").asText()),
        json.path("searched").asLong(),
        Removed.read(json.path("removed")),
        finished.isEmpty() ? null : Instant.parse(finished),
        json.has("problem") ? json.path("problem").asText() : null);
  }
}

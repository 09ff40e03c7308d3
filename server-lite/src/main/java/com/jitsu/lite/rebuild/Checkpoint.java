package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a rebuild is for certain; where it goes on after a restart.
 *
 * @param inPlace whether its rows show as they come
 * @param after profiles up to this one are through; empty: none
 * @param worked for how long it has worked in this phase
 * @param workedBefore and in the phases before
 * @param pausedWhy empty: it is not paused
 * @param failuresAccepted whether somebody wants it to go on whatever fails
 */
record Checkpoint(
    long publication,
    boolean inPlace,
    Phase phase,
    String after,
    Progress.Counts counts,
    Instant startedAt,
    Duration worked,
    Duration workedBefore,
    String pausedWhy,
    boolean failuresAccepted) {

  Checkpoint {
    requireNonNull(phase);
    requireNonNull(after);
    requireNonNull(counts);
    requireNonNull(startedAt);
    requireNonNull(worked);
    requireNonNull(workedBefore);
    requireNonNull(pausedWhy);
  }

  /** Whether it has begun to build, so that every event must mark its profile for it. */
  boolean builds() {
    return phase == Phase.BUILD || phase == Phase.SWAP;
  }

  ObjectNode toJson() {
    return Json.object()
        .put("publication", publication)
        .put("inPlace", inPlace)
        .put("phase", phase.text())
        .put("after", after)
        .put("total", counts.total())
        .put("done", counts.done())
        .put("skipped", counts.skipped())
        .put("startedAt", startedAt.toString())
        .put("workedMs", worked.toMillis())
        .put("workedBeforeMs", workedBefore.toMillis())
        .put("pausedWhy", pausedWhy)
        .put("failuresAccepted", failuresAccepted);
  }

  static Checkpoint read(JsonNode json) {
    return new Checkpoint(
        json.path("publication").asLong(),
        json.path("inPlace").asBoolean(),
        Phase.of(json.path("phase").asText()),
        json.path("after").asText(),
        new Progress.Counts(
            json.path("total").asLong(),
            json.path("done").asLong(),
            0,
            json.path("skipped").asLong()),
        Instant.parse(json.path("startedAt").asText()),
        Duration.ofMillis(json.path("workedMs").asLong()),
        Duration.ofMillis(json.path("workedBeforeMs").asLong()),
        json.path("pausedWhy").asText(),
        json.path("failuresAccepted").asBoolean());
  }
}

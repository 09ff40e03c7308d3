package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.Publication;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild at one moment.
 *
 * @param counts of the phase: events while replaying, profiles while building
 * @param ratePerSecond measured lately; of a rebuild that ended, over all of its last phase
 * @param worked since it began, without pauses and without the time in which the server was down
 * @param pausedWhy empty: it is not paused
 * @param failures grouped by error and place
 * @param problem why it failed
 */
public record Progress(
    Publication publication,
    Phase phase,
    Counts counts,
    double ratePerSecond,
    Instant startedAt,
    Instant at,
    Duration worked,
    String pausedWhy,
    ArrayNode failures,
    @Nullable Problem problem) {

  public Progress {
    requireNonNull(publication);
    requireNonNull(phase);
    requireNonNull(failures);
  }

  /**
   * Of {@code total}, {@code done} are through; {@code failed} and {@code skipped} are among them.
   */
  public record Counts(long total, long done, long failed, long skipped) {

    static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  /** As in docs/api/http.md. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("publication", publication.number());
    json.put("version", publication.version());
    json.put("phase", phase.text());
    json.put("total", counts.total());
    json.put("done", counts.done());
    json.put("failed", counts.failed());
    json.put("skipped", counts.skipped());
    json.put("ratePerSecond", ratePerSecond);
    long left = counts.total() - counts.done();
    if (phase.ended() || left <= 0) {
      json.put("secondsLeft", 0);
    } else if (ratePerSecond > 0 && pausedWhy.isEmpty()) {
      json.put("secondsLeft", Math.round(left / ratePerSecond));
    }
    json.put("startedAt", startedAt.toString());
    json.put("secondsWorked", worked.toMillis() / 1000.0);
    if (!pausedWhy.isEmpty()) {
      json.put("paused", pausedWhy);
    }
    if (phase.ended()) {
      json.put("finishedAt", at.toString());
    }
    json.set("failures", failures);
    if (problem != null) {
      json.set("problem", problemJson(problem));
    }
    return json;
  }

  private static ObjectNode problemJson(Problem problem) {
    return Json.object()
        .put("code", problem.code())
        .put("what", problem.what())
        .put("where", problem.where())
        .put("remedy", problem.remedy());
  }
}

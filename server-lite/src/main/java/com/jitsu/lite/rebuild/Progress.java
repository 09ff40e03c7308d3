package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.Publication;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild at one moment.
 *
 * @param counts of the phase: events while replaying, profiles while building
 * @param problem why it failed
 */
public record Progress(
    Publication publication,
    Phase phase,
    Counts counts,
    Instant startedAt,
    Instant phaseStartedAt,
    Instant at,
    List<Failures.Group> failures,
    @Nullable Problem problem) {

  public Progress {
    requireNonNull(publication);
    requireNonNull(phase);
    failures = List.copyOf(failures);
  }

  /**
   * Of {@code total}, {@code done} are through; {@code failed} and {@code skipped} are among them.
   */
  public record Counts(long total, long done, long failed, long skipped) {}

  /** Measured over the phase so far; 0 in its first moment. */
  double ratePerSecond() {
    double seconds = Duration.between(phaseStartedAt, at).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : Math.round(counts.done() / seconds * 10) / 10.0;
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
    double rate = ratePerSecond();
    json.put("ratePerSecond", rate);
    long left = counts.total() - counts.done();
    if (phase.ended() || left <= 0) {
      json.put("secondsLeft", 0);
    } else if (rate > 0) {
      json.put("secondsLeft", Math.round(left / rate));
    }
    json.put("startedAt", startedAt.toString());
    if (phase.ended()) {
      json.put("finishedAt", at.toString());
    }
    ArrayNode groups = json.putArray("failures");
    failures.forEach(group -> groups.add(group.toJson()));
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

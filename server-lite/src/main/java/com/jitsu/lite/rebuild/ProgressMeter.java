package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.sdk.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a rebuild does, and how long it works at it; thread-safe. */
final class ProgressMeter {

  private final Clock clock;
  private final Publication publication;
  private final boolean inPlace;
  private final FailedProfiles failed;
  private Instant startedAt;
  private Phase phase = Phase.REPLAY;
  private Pace pace = new Pace();
  private Duration workedBefore = Duration.ZERO;
  private Duration worked = Duration.ZERO;
  private @Nullable Instant workingSince;
  private String after = "";
  private String pausedWhy = "";
  private boolean failuresAccepted;
  private long total;
  private long done;
  private long skipped;
  private @Nullable Instant endedAt;
  private @Nullable Problem problem;

  ProgressMeter(Publication publication, boolean inPlace, FailedProfiles failed, Clock clock) {
    this.publication = requireNonNull(publication);
    this.inPlace = inPlace;
    this.failed = requireNonNull(failed);
    this.clock = requireNonNull(clock);
    this.startedAt = clock.instant();
    this.workingSince = startedAt;
  }

  /** Counts on where a process before ended. */
  synchronized void goOnFrom(Checkpoint checkpoint) {
    startedAt = checkpoint.startedAt();
    phase = checkpoint.phase();
    after = checkpoint.after();
    total = checkpoint.counts().total();
    done = checkpoint.counts().done();
    skipped = checkpoint.counts().skipped();
    worked = checkpoint.worked();
    workedBefore = checkpoint.workedBefore();
    failuresAccepted = checkpoint.failuresAccepted();
    pausedWhy = checkpoint.pausedWhy();
    workingSince = pausedWhy.isEmpty() ? clock.instant() : null;
    pace.sample(worked, done);
  }

  synchronized void begin(Phase next, long expected) {
    workedBefore = workedBefore.plus(worked());
    worked = Duration.ZERO;
    workingSince = pausedWhy.isEmpty() ? clock.instant() : null;
    pace = new Pace();
    pace.sample(Duration.ZERO, 0);
    phase = next;
    total = expected;
    done = 0;
    skipped = 0;
    after = "";
  }

  /** Building and swapping count the same profiles, so the figures stay. */
  synchronized void goOn(Phase next) {
    phase = next;
  }

  synchronized void replayed(long events) {
    done = events;
    pace.sample(worked(), done);
  }

  /** Profiles that are through, the last of them {@code last}. */
  synchronized void built(long profiles, long withoutRow, String last) {
    done += profiles;
    skipped += withoutRow;
    total = Math.max(total, done);
    after = last;
    pace.sample(worked(), done);
  }

  synchronized void pause(String why) {
    worked = worked();
    workingSince = null;
    pausedWhy = why;
  }

  /** From now on no share of failures pauses it again. */
  synchronized void resume() {
    failuresAccepted = true;
    pausedWhy = "";
    pace = new Pace();
    pace.sample(worked, done);
    workingSince = clock.instant();
  }

  synchronized boolean failuresAccepted() {
    return failuresAccepted;
  }

  synchronized void end(Phase last, @Nullable Problem why) {
    phase = last;
    problem = why;
    pausedWhy = "";
    worked = worked();
    workingSince = null;
    if (last == Phase.DONE) {
      total = done;
    }
    endedAt = clock.instant();
  }

  synchronized Progress now() {
    return new Progress(
        publication,
        phase,
        counts(),
        phase.ended() ? new Pace().perSecond(worked(), done) : pace.perSecond(worked(), done),
        startedAt,
        endedAt == null ? clock.instant() : endedAt,
        workedBefore.plus(worked()),
        pausedWhy,
        failed.failures().toJson(),
        problem);
  }

  synchronized Checkpoint checkpoint() {
    return new Checkpoint(
        publication.number(),
        inPlace,
        phase,
        after,
        counts(),
        startedAt,
        worked(),
        workedBefore,
        pausedWhy,
        failuresAccepted);
  }

  private Progress.Counts counts() {
    return new Progress.Counts(total, done, failed.failures().count(), skipped);
  }

  private Duration worked() {
    Instant since = workingSince;
    return since == null ? worked : worked.plus(Duration.between(since, clock.instant()));
  }
}

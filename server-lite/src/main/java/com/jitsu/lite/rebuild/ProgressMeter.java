package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.sdk.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a rebuild does; thread-safe. */
final class ProgressMeter {

  private final Clock clock;
  private final Publication publication;
  private final Instant startedAt;
  private final Failures failures = new Failures();
  private Phase phase = Phase.REPLAY;
  private Instant phaseStartedAt;
  private long total;
  private long done;
  private long failed;
  private long skipped;
  private @Nullable Instant endedAt;
  private @Nullable Problem problem;

  ProgressMeter(Publication publication, Clock clock) {
    this.publication = requireNonNull(publication);
    this.clock = requireNonNull(clock);
    this.startedAt = clock.instant();
    this.phaseStartedAt = startedAt;
  }

  synchronized void begin(Phase next, long expected) {
    phase = next;
    total = expected;
    done = 0;
    phaseStartedAt = clock.instant();
  }

  /** Building and swapping count the same profiles, so the figures stay. */
  synchronized void goOn(Phase next) {
    phase = next;
  }

  synchronized void replayed(long events) {
    done = events;
  }

  synchronized void count(Built built) {
    done++;
    total = Math.max(total, done);
    if (built instanceof Built.Failed failure) {
      failed++;
      failures.add(failure.profileId(), failure.error());
    } else if (built instanceof Built.Skipped) {
      skipped++;
    }
  }

  /**
   * A profile that was built once more because of later events. Only a failure is news: it is
   * counted even if the profile failed before, since nobody can remember all of them.
   */
  synchronized void countAgain(Built built) {
    if (built instanceof Built.Failed) {
      count(built);
    }
  }

  synchronized void end(Phase last, @Nullable Problem why) {
    phase = last;
    problem = why;
    if (last == Phase.DONE) {
      total = done;
    }
    endedAt = clock.instant();
  }

  synchronized Progress now() {
    return new Progress(
        publication,
        phase,
        new Progress.Counts(total, done, failed, skipped),
        startedAt,
        phaseStartedAt,
        endedAt == null ? clock.instant() : endedAt,
        failures.groups(),
        problem);
  }
}

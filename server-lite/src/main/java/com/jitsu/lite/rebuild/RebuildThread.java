package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one rebuild, and writes down how it ended. */
final class RebuildThread {

  private static final Logger log = LoggerFactory.getLogger(RebuildThread.class);
  private static final long PATIENCE_MILLIS = 500;

  private final RebuildPlan plan;
  private final Workplace place;
  private final Ends ends;
  private final ProgressMeter meter;
  private final Rebuild job;
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean kept;

  /** What its builder does about it. */
  interface Ends {

    /** The new rows show, or will from now on: this version is the one to be kept current. */
    void live();

    /** All is done, or all is off: whatever only the other version needs may go. */
    void over(boolean shows);
  }

  RebuildThread(RebuildPlan plan, Workplace place, Ends ends) {
    this.plan = requireNonNull(plan);
    this.place = requireNonNull(place);
    this.ends = requireNonNull(ends);
    this.meter =
        new ProgressMeter(publication(), plan.inPlace(), plan.version().failed(), place.clock());
    Checkpoint before = plan.checkpoint();
    if (before != null) {
      meter.goOnFrom(before);
    }
    this.job = new Rebuild(plan, place, meter);
    this.thread = new Thread(this::run, "rebuild-" + plan.builder());
  }

  /** Sees to it that the feed marks what it must from its first event on. */
  void prepare() {
    job.prepare();
  }

  void start() {
    thread.start();
  }

  Publication publication() {
    return plan.version().publication();
  }

  void forgetFailure(String profileId) {
    plan.version().failed().forget(profileId);
  }

  /** Whether rows of the new version are among those of the old one. */
  boolean hasMixedRows() {
    return plan.inPlace() && job.isLive();
  }

  Progress progress() {
    return meter.now();
  }

  /** Whether somebody has taken it back. */
  boolean isOff() {
    return meter.now().phase() == Phase.CANCELLED;
  }

  /** Whether it was going on, or not, before. */
  boolean pause(boolean wanted) {
    if (meter.now().phase().ended() || job.isPaused() == wanted) {
      return false;
    }
    job.pause(wanted, "somebody paused it");
    log.info(
        "rebuild {}: builder={} version={}",
        wanted ? "pauses" : "goes on",
        plan.builder(),
        publication().version());
    return true;
  }

  /**
   * Gives the rebuild up, unless its rows show; returns when nothing of it runs any more.
   *
   * @param keep true: a later process goes on with it
   */
  void end(boolean keep) {
    kept = keep;
    job.cancel();
    hurry.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // Two rebuilds of one builder at a time would share a lane.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    log.info("rebuild starts: builder={} version={}", plan.builder(), publication().version());
    try {
      job.run(ends::live);
      meter.end(Phase.DONE, null);
      Progress.Counts counts = meter.now().counts();
      log.info(
          "rebuild is done: builder={} version={} done={} failed={} skipped={} seconds={}",
          plan.builder(),
          publication().version(),
          counts.done(),
          counts.failed(),
          counts.skipped(),
          meter.now().worked().toSeconds());
    } catch (CancellationException | InterruptedException e) {
      if (!kept) {
        log.info("rebuild is off: builder={} version={}", plan.builder(), publication().version());
        cleanUp(Phase.CANCELLED, null);
      }
      return;
    } catch (ProblemException e) {
      fail(e.problems().get(0), e);
      return;
    } catch (RuntimeException | Error e) {
      fail(
          new Problem(
              "JITSU-0420",
              "the rebuild stopped: " + e,
              "builder " + plan.builder(),
              "see the server's log, then publish again: mvn jitsu:deploy -Djitsu.publish -Djitsu.force"),
          e);
      return;
    }
    record();
    ends.over(true);
  }

  /**
   * Writes down what serves. The warehouse shows it already, so there is no way back: while Redis
   * is away this waits for it, and whoever is in a hurry gets one more try. What is missing then is
   * made up for at the next start.
   */
  private void record() {
    boolean last = false;
    while (!recorded() && !last) {
      try {
        last = hurry.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean recorded() {
    try {
      // First the progress, so that a builder that is READY has a rebuild that is done.
      place.builders().saveProgress(plan.builder(), Json.text(meter.now().toJson()));
      place.builders().serve(plan.builder(), Optional.of(publication()));
      return true;
    } catch (RuntimeException e) {
      log.warn(
          "a version serves and Redis cannot be told yet: builder={} version={} {}",
          plan.builder(),
          publication().version(),
          e.getMessage());
      return false;
    }
  }

  private void fail(Problem problem, Throwable cause) {
    log.error(
        "rebuild failed: builder={} version={}", plan.builder(), publication().version(), cause);
    cleanUp(Phase.FAILED, problem);
  }

  /**
   * What serves goes on alone; staged rows that stay behind go with the next rebuild. The
   * checkpoint goes before what it counts on; where rows are mixed it stays until another
   * publication has taken their place, since a start without it would take them for finished.
   */
  private void cleanUp(Phase last, @Nullable Problem problem) {
    try {
      if (!hasMixedRows()) {
        job.forgetCheckpoint();
      }
      ends.over(false);
      job.target().abandon();
    } catch (RuntimeException e) {
      log.warn("staged rows stay until the next rebuild: builder={}", plan.builder(), e);
    }
    meter.end(last, problem);
    try {
      place.builders().saveProgress(plan.builder(), Json.text(meter.now().toJson()));
    } catch (RuntimeException e) {
      log.warn(
          "how the rebuild ended is not written down: builder={} {}",
          plan.builder(),
          e.getMessage());
    }
  }
}

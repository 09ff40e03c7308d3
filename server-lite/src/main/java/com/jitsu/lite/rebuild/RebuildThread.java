package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.Lane;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one rebuild, and writes down how it ended. */
final class RebuildThread {

  private static final Logger log = LoggerFactory.getLogger(RebuildThread.class);
  private static final long PATIENCE_MILLIS = 500;

  private final String builder;
  private final BuilderRun.Workplace place;
  private final EventFeed feed;
  private final LiveUpdates live;
  private final boolean serving;
  private final VersionRunner runner;
  private final ProgressMeter meter;
  private final Rebuild job;
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param live gets the runner when its rows show; until then it is this rebuild's to close
   */
  RebuildThread(
      String builder,
      BuilderRun.Workplace place,
      EventFeed feed,
      LiveUpdates live,
      VersionRunner runner) {
    this.builder = requireNonNull(builder);
    this.place = requireNonNull(place);
    this.feed = requireNonNull(feed);
    this.live = requireNonNull(live);
    this.serving = live.findServing().isPresent();
    this.runner = requireNonNull(runner);
    this.meter = new ProgressMeter(runner.publication(), place.clock());
    this.job =
        new Rebuild(
            builder, feed, place.history(), place.warehouse(), runner, meter, place.workers());
    this.thread = new Thread(this::run, "rebuild-" + builder);
  }

  void start() {
    thread.start();
  }

  Publication publication() {
    return runner.publication();
  }

  Progress progress() {
    return meter.now();
  }

  /** Gives the rebuild up, unless its rows show; returns when nothing of it runs any more. */
  void end() {
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
    log.info("rebuild starts: builder={} version={}", builder, publication().version());
    try {
      job.run(place.journal().head() - 1, serving, () -> live.serve(runner));
      meter.end(Phase.DONE, null);
      Progress.Counts counts = meter.now().counts();
      log.info(
          "rebuild is done: builder={} version={} done={} failed={} skipped={}",
          builder,
          publication().version(),
          counts.done(),
          counts.failed(),
          counts.skipped());
    } catch (CancellationException | InterruptedException e) {
      log.info("rebuild was given up: builder={} version={}", builder, publication().version());
      cleanUp();
      return;
    } catch (ProblemException e) {
      fail(e.problems().get(0), e);
      return;
    } catch (RuntimeException | Error e) {
      fail(
          new Problem(
              "JITSU-0420",
              "the rebuild stopped: " + e,
              "builder " + builder,
              "see the server's log, then publish again: mvn jitsu:deploy -Djitsu.publish -Djitsu.force"),
          e);
      return;
    }
    record();
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
      place.builders().saveProgress(builder, Json.text(meter.now().toJson()));
      place.builders().serve(builder, Optional.of(publication()));
      return true;
    } catch (RuntimeException e) {
      log.warn(
          "a version serves and Redis cannot be told yet: builder={} version={} {}",
          builder,
          publication().version(),
          e.getMessage());
      return false;
    }
  }

  private void fail(Problem problem, Throwable cause) {
    log.error("rebuild failed: builder={} version={}", builder, publication().version(), cause);
    cleanUp();
    meter.end(Phase.FAILED, problem);
    try {
      place.builders().saveProgress(builder, Json.text(meter.now().toJson()));
    } catch (RuntimeException e) {
      log.warn("the failed rebuild is not written down: builder={} {}", builder, e.getMessage());
    }
  }

  /** What serves goes on alone; staged rows that stay behind go with the next rebuild. */
  private void cleanUp() {
    runner.close();
    try {
      feed.markIn(serving ? Set.of(Lane.LIVE) : Set.of());
      place.warehouse().dropStaging(builder, publication().number());
    } catch (RuntimeException e) {
      log.warn("staged rows stay until the next rebuild: builder={}", builder, e);
    }
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One published builder at work: its feed, its live updates and, at times, a rebuild. */
final class BuilderRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BuilderRun.class);

  private final String id;
  private final Workplace place;
  private final EventFeed feed;
  private final LiveUpdates live;
  private @Nullable RebuildThread rebuild;
  private volatile @Nullable ProgressMeter meter;

  /** What all builders share. */
  record Workplace(
      RedisBuilders builders,
      RocksJournal journal,
      History history,
      DuckDbWarehouse warehouse,
      FunctionEngine engine,
      EventFeed.Opener feeds,
      ExecutorService workers,
      int cores,
      Clock clock) {}

  BuilderRun(String id, Workplace place) {
    this.id = requireNonNull(id);
    this.place = requireNonNull(place);
    this.live = new LiveUpdates(id, place.history(), place.warehouse());
    this.feed = place.feeds().open(id, live::wake);
  }

  /** Goes on where the process before ended: serves, and rebuilds what was not finished. */
  void start() {
    ProfileBuilder builder = place.builders().get(id);
    Publication published = builder.findPublished().orElseThrow();
    // A crash between the swap and its record: the warehouse knows.
    if (place.warehouse().currentPublication(id).orElse(0) == published.number()) {
      place.builders().serve(id, published);
      builder = place.builders().get(id);
    }
    Optional<Publication> serving = builder.findServing();
    serving.ifPresent(publication -> live.serve(runner(publication)));
    feed.markIn(serving.isPresent() ? Set.of(Lane.LIVE) : Set.of());
    live.start();
    feed.start();
    if (!serving.equals(Optional.of(published))) {
      rebuild(published);
    }
  }

  /** Starts the rebuild for a publication; one that runs for an earlier one is given up. */
  synchronized void rebuild(Publication publication) {
    endRebuild();
    RebuildThread next =
        new RebuildThread(publication, place.builders().get(id).findServing().isPresent());
    rebuild = next;
    meter = next.meter;
    next.start();
  }

  /** Of the rebuild that runs or ran last in this process. */
  Optional<Progress> findProgress() {
    ProgressMeter current = meter;
    return current == null ? Optional.empty() : Optional.of(current.now());
  }

  /** Marked profiles, and events that are not in the history yet. */
  long waiting() {
    long unread = Math.max(0, place.journal().head() - 1 - feed.finished());
    return unread + place.history().countDirty(id, Lane.LIVE);
  }

  LiveUpdates live() {
    return live;
  }

  @Override
  public synchronized void close() {
    endRebuild();
    feed.close();
    live.close();
  }

  private void endRebuild() {
    RebuildThread running = rebuild;
    if (running != null) {
      running.end();
    }
  }

  private VersionRunner runner(Publication publication) {
    return new VersionRunner(
        place.engine(),
        id,
        publication,
        place.builders().version(id, publication.version()),
        place.clock());
  }

  private final class RebuildThread {

    private final Publication publication;
    private final boolean serving;
    private final ProgressMeter meter;
    private final VersionRunner runner;
    private final Rebuild job;
    private final Thread thread;

    RebuildThread(Publication publication, boolean serving) {
      this.publication = publication;
      this.serving = serving;
      this.meter = new ProgressMeter(publication, place.clock());
      this.runner = runner(publication);
      this.job =
          new Rebuild(
              id,
              feed,
              place.history(),
              place.warehouse(),
              runner,
              meter,
              place.workers(),
              place.cores() * 2);
      this.thread = new Thread(this::run, "rebuild-" + id);
    }

    void start() {
      thread.start();
    }

    void end() {
      job.cancel();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      log.info("rebuild starts: builder={} version={}", id, publication.version());
      try {
        job.run(place.journal().head() - 1, serving, this::swapped);
        meter.end(Phase.DONE, null);
        log.info("rebuild is done: builder={} {}", id, meter.now().counts());
      } catch (CancellationException e) {
        runner.close();
        place.warehouse().dropStaging(id, publication.number());
        log.info("rebuild was given up: builder={} version={}", id, publication.version());
        return;
      } catch (InterruptedException e) {
        return;
      } catch (ProblemException e) {
        fail(e.problems().get(0), e);
      } catch (RuntimeException e) {
        fail(
            new Problem(
                "JITSU-0420",
                "the rebuild stopped: " + e,
                "builder " + id,
                "see the server's log, then publish again: mvn jitsu:deploy -Djitsu.publish -Djitsu.force"),
            e);
      }
      place.builders().saveProgress(id, Json.text(meter.now().toJson()));
    }

    private void swapped() {
      place.builders().serve(id, publication);
      live.serve(runner);
    }

    private void fail(Problem problem, Exception cause) {
      log.error("rebuild failed: builder={} version={}", id, publication.version(), cause);
      meter.end(Phase.FAILED, problem);
      runner.close();
      feed.markIn(serving ? Set.of(Lane.LIVE) : Set.of());
      place.warehouse().dropStaging(id, publication.number());
    }
  }
}

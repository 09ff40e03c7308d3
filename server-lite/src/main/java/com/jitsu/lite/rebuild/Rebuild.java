package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Builds every profile of one builder with a new version, beside the rows that serve, and then
 * shows them all at once.
 *
 * <p>What happens to profiles while the scan runs is marked in the lane {@link Lane#REBUILD} and
 * built again before the swap; the last of it while the history stands still, so that no event
 * falls between the old version and the new one.
 */
final class Rebuild {

  private static final int BATCH = 1_000;
  private static final int CALM = 200;

  private final String builder;
  private final EventFeed feed;
  private final History history;
  private final DuckDbWarehouse warehouse;
  private final VersionRunner runner;
  private final ProgressMeter meter;
  private final Staging.Workers workers;
  private volatile boolean cancelled;
  private boolean swapping;

  Rebuild(
      String builder,
      EventFeed feed,
      History history,
      DuckDbWarehouse warehouse,
      VersionRunner runner,
      ProgressMeter meter,
      Staging.Workers workers) {
    this.builder = requireNonNull(builder);
    this.feed = requireNonNull(feed);
    this.history = requireNonNull(history);
    this.warehouse = requireNonNull(warehouse);
    this.runner = requireNonNull(runner);
    this.meter = requireNonNull(meter);
    this.workers = requireNonNull(workers);
  }

  /**
   * Runs to the end; afterwards the warehouse shows the new version.
   *
   * @param target position of the journal up to which the history must be filled first
   * @param serving what the table shows so far keeps its marks meanwhile
   * @param whenSwapped runs once the new rows show, before any later event is keyed; must not fail
   * @throws CancellationException when {@link #cancel} was called
   */
  void run(long target, boolean serving, Runnable whenSwapped) throws InterruptedException {
    long publication = runner.publication().number();
    warehouse.dropStaging(builder, publication);
    feed.markIn(serving ? Set.of(Lane.LIVE) : Set.of());
    history.cleanAll(builder, Lane.REBUILD);
    replay(target);
    feed.markIn(serving ? EnumSet.allOf(Lane.class) : Set.of(Lane.REBUILD));
    meter.begin(Phase.BUILD, history.countProfiles(builder));
    buildAll();
    meter.goOn(Phase.SWAP);
    calmDown();
    feed.paused(
        () -> {
          while (catchUp() > 0) {
            refuseIfCancelled();
          }
          beginSwap();
          warehouse.swap(builder, publication);
          feed.markIn(Set.of(Lane.LIVE));
          whenSwapped.run();
        });
  }

  /**
   * Ends the rebuild at once, also a function that runs; what serves goes on serving. Without
   * effect from the swap on: then the version is no longer the rebuild's.
   */
  synchronized void cancel() {
    cancelled = true;
    if (!swapping) {
      runner.close();
    }
  }

  private synchronized void beginSwap() {
    refuseIfCancelled();
    swapping = true;
  }

  private void replay(long target) throws InterruptedException {
    long start = feed.finished();
    long total = Math.max(0, target - start);
    meter.begin(Phase.REPLAY, total);
    for (long now = start; now < target; now = feed.finished()) {
      refuseIfCancelled();
      meter.replayed(now - start);
      Thread.sleep(20);
    }
    meter.replayed(total);
  }

  private void buildAll() {
    try (Staging staging = staging(meter::count)) {
      history.forEach(
          builder,
          runner.windowStart(),
          profile -> {
            refuseIfCancelled();
            staging.add(profile);
          });
      staging.finish();
    }
  }

  /**
   * Works off what was marked during the scan, as long as less comes in than is worked off: under a
   * stream that never ends, the rest must be done while the history stands still.
   */
  private void calmDown() {
    long before = Long.MAX_VALUE;
    long waiting = history.countDirty(builder, Lane.REBUILD);
    while (waiting >= CALM && waiting < before / 2) {
      for (long built = 0; built < waiting; built += BATCH) {
        refuseIfCancelled();
        catchUp();
      }
      before = waiting;
      waiting = history.countDirty(builder, Lane.REBUILD);
    }
  }

  /** Builds some of what changed since it was built; returns how many profiles that were. */
  private int catchUp() {
    List<DirtyProfile> dirty = history.dirty(builder, Lane.REBUILD, BATCH);
    Instant windowStart = runner.windowStart();
    try (Staging staging = staging(meter::countAgain)) {
      for (DirtyProfile profile : dirty) {
        staging.add(history.read(builder, profile.profileId(), windowStart));
      }
      staging.finish();
    }
    history.clean(builder, Lane.REBUILD, dirty);
    return dirty.size();
  }

  private Staging staging(Consumer<Built> each) {
    return new Staging(runner, warehouse, workers, each);
  }

  private void refuseIfCancelled() {
    if (cancelled) {
      throw new CancellationException();
    }
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Builds every profile of one builder with a new version and then shows the rows; goes on where a
 * process before ended.
 *
 * <p>With rows that are staged, what happens to profiles while the scan runs is marked in the lane
 * {@link Lane#REBUILD} and built again before the swap; the last of it while the history stands
 * still, so that no event falls between the old version and the new one. With rows in place the new
 * version is live from the beginning of the scan on, so nothing is left to catch up with.
 */
final class Rebuild {

  private static final int ENOUGH_TO_JUDGE = 50;
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

  private final RebuildPlan plan;
  private final Workplace place;
  private final ProgressMeter meter;
  private final Control control = new Control();
  private final Checkpoints checkpoints;
  private long lastCheckpoint = System.nanoTime();
  private boolean swapping;
  private boolean ended;

  Rebuild(RebuildPlan plan, Workplace place, ProgressMeter meter) {
    this.plan = requireNonNull(plan);
    this.place = requireNonNull(place);
    this.meter = requireNonNull(meter);
    this.checkpoints = place.checkpoints();
    Checkpoint before = plan.checkpoint();
    if (before != null && !before.pausedWhy().isEmpty()) {
      control.pause(true);
    }
  }

  /**
   * Runs to the end; afterwards the warehouse shows the new version.
   *
   * @param goLive makes the version the one that is kept current; must not fail
   * @throws CancellationException when {@link #cancel} was called
   */
  void run(Runnable goLive) throws InterruptedException {
    RowTarget rows = target();
    if (!plan.builds()) {
      if (!plan.inPlace()) {
        rows.begin();
      }
      history().cleanAll(plan.history(), Lane.REBUILD);
      replay();
      plan.feed().markIn(lanes());
      meter.begin(Phase.BUILD, history().countProfiles(plan.history()));
      saveCheckpoint(true);
    }
    if (plan.inPlace()) {
      rows.begin();
      beginSwap();
      goLive.run();
      buildAll(rows);
      meter.goOn(Phase.SWAP);
      rows.show();
    } else {
      buildAll(rows);
      meter.goOn(Phase.SWAP);
      swap(rows, goLive);
    }
    forgetCheckpoint();
  }

  /**
   * Sees to it that the feed marks what it must from its first event on, and that a pause of
   * another rebuild does not hold it up.
   */
  void prepare() {
    plan.feed().markIn(plan.builds() ? lanes() : plan.otherLanes());
    plan.feed().hold(false);
  }

  private synchronized void saveCheckpoint(boolean sync) {
    if (!ended) {
      checkpoints.save(plan.builder(), meter.checkpoint(), sync);
    }
  }

  /** There is nothing to go on with, and whoever pauses it only now changes nothing about that. */
  synchronized void forgetCheckpoint() {
    ended = true;
    checkpoints.remove(plan.builder());
  }

  /** Pauses, or goes on; as soon as what is being built is written. */
  void pause(boolean wanted, String why) {
    if (wanted) {
      meter.pause(why);
    } else {
      meter.resume();
    }
    control.pause(wanted);
    plan.feed().hold(wanted && plan.otherLanes().isEmpty() && !isLive());
    saveCheckpoint(false);
  }

  boolean isPaused() {
    return control.isPaused();
  }

  /**
   * Ends the rebuild at once, also a function that runs; what serves goes on serving. From the swap
   * on the version is no longer the rebuild's.
   */
  synchronized void cancel() {
    control.cancel();
    if (!swapping) {
      plan.version().runner().close();
    }
  }

  RowTarget target() {
    long publication = plan.version().publication().number();
    return plan.inPlace()
        ? RowTarget.inPlace(place.warehouse(), plan.builder(), publication)
        : RowTarget.staged(place.warehouse(), plan.builder(), publication);
  }

  /** Whether the version is kept current by now. */
  synchronized boolean isLive() {
    return swapping;
  }

  private synchronized void beginSwap() {
    control.refuseIfCancelled();
    swapping = true;
  }

  private Set<Lane> lanes() {
    if (plan.inPlace()) {
      return Set.of(Lane.LIVE);
    }
    EnumSet<Lane> lanes = EnumSet.of(Lane.REBUILD);
    lanes.addAll(plan.otherLanes());
    return lanes;
  }

  private void replay() throws InterruptedException {
    long start = plan.feed().finished();
    long total = Math.max(0, plan.target() - start);
    meter.begin(Phase.REPLAY, total);
    for (long now = start; now < plan.target(); now = plan.feed().finished()) {
      control.pass();
      meter.replayed(now - start);
      saveSometimes();
      Thread.sleep(20);
    }
    control.pass();
    meter.replayed(total);
  }

  private void buildAll(RowTarget rows) {
    Runnable written =
        () -> {
          saveSometimes();
          pauseIfTooManyFail();
        };
    new FullBuild(plan, place, meter, control, rows, written).run();
  }

  private void pauseIfTooManyFail() {
    Progress.Counts counts = meter.checkpoint().counts();
    if (counts.done() >= ENOUGH_TO_JUDGE
        && counts.failed() * 100 > counts.done() * plan.maxFailedPercent()
        && !meter.failuresAccepted()
        && !control.isPaused()) {
      pause(
          true,
          counts.failed()
              + " of "
              + counts.done()
              + " profiles failed, more than the "
              + plan.maxFailedPercent()
              + " % at which a rebuild pauses");
    }
  }

  private void saveSometimes() {
    long now = System.nanoTime();
    if (now - lastCheckpoint >= BETWEEN_CHECKPOINTS.toNanos() || control.isPaused()) {
      lastCheckpoint = now;
      saveCheckpoint(false);
    }
  }

  /** Catches up, at last while the history stands still, and lets the rows change places. */
  private void swap(RowTarget rows, Runnable goLive) {
    CatchUp late = new CatchUp(plan, place, control, rows);
    boolean swapped = false;
    while (!swapped) {
      control.pass();
      late.calmDown();
      swapped = swapWhileStill(late, rows, goLive);
    }
  }

  private boolean swapWhileStill(CatchUp late, RowTarget rows, Runnable goLive) {
    boolean[] swapped = {false};
    plan.feed()
        .paused(
            () -> {
              int built = late.some();
              while (built > 0) {
                if (control.isPaused()) {
                  return;
                }
                control.refuseIfCancelled();
                built = late.some();
              }
              beginSwap();
              rows.show();
              plan.feed().markIn(Set.of(Lane.LIVE));
              goLive.run();
              swapped[0] = true;
            });
    return swapped[0];
  }

  private History history() {
    return place.history();
  }
}

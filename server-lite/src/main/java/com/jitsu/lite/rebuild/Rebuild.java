package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.history.ProfileHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

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

  private static final int BATCH = 1_000;
  private static final int CALM = 200;
  private static final int CHUNK_PROFILES = 200;
  private static final long CHUNK_BYTES = 2L << 20;
  private static final int MOST_ROWS = 4_000;
  private static final long MOST_ROW_BYTES = 8L << 20;
  private static final int ENOUGH_TO_JUDGE = 50;
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(250);
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

  private final Plan plan;
  private final BuilderRun.Workplace place;
  private final ProgressMeter meter;
  private final Control control = new Control();
  private final Checkpoints checkpoints;
  private long lastCheckpoint = System.nanoTime();
  private boolean swapping;

  /**
   * What is to be done.
   *
   * @param version with the history that it builds from
   * @param feed fills that history
   * @param otherLanes where events mark their profiles for others: for what serves, if that builds
   *     from the same history
   * @param inPlace whether rows show as they come
   * @param maxFailedPercent it pauses when more fail
   * @param target position of the journal up to which the history must be filled first
   * @param checkpoint where to go on; null: at the beginning
   */
  record Plan(
      String builder,
      Serving version,
      EventFeed feed,
      Set<Lane> otherLanes,
      boolean inPlace,
      int maxFailedPercent,
      long target,
      @Nullable Checkpoint checkpoint) {

    Plan {
      requireNonNull(builder);
      requireNonNull(version);
      requireNonNull(feed);
      otherLanes = Set.copyOf(otherLanes);
    }
  }

  Rebuild(Plan plan, BuilderRun.Workplace place, ProgressMeter meter) {
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
    if (!builds()) {
      if (!plan.inPlace()) {
        rows.begin();
      }
      history().cleanAll(historyName(), Lane.REBUILD);
      replay();
      plan.feed().markIn(lanes());
      meter.begin(Phase.BUILD, history().countProfiles(historyName()));
      checkpoints.save(plan.builder(), meter.checkpoint(), true);
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
    checkpoints.remove(plan.builder());
  }

  /** Sees to it that the feed marks what it must from its first event on. */
  void prepare() {
    plan.feed().markIn(builds() ? lanes() : plan.otherLanes());
  }

  private boolean builds() {
    Checkpoint before = plan.checkpoint();
    return before != null && before.builds();
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
    checkpoints.save(plan.builder(), meter.checkpoint(), false);
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

  /**
   * Reads, has built, writes: in the order of the profiles, so that a checkpoint is one of them.
   */
  private void buildAll(RowTarget rows) {
    String read = meter.checkpoint().after();
    boolean more = true;
    int within = 0;
    long lastWrite = System.nanoTime();
    List<Built> built = new ArrayList<>();
    try (ChunkBuilds chunks = chunks()) {
      while (more || within > 0) {
        while (more && chunks.hasRoom() && !control.isPaused() && enter(within)) {
          within++;
          List<ProfileHistory> next = next(read);
          more = !next.isEmpty();
          if (more) {
            read = next.get(next.size() - 1).profileId();
            chunks.add(next);
          }
        }
        if (!chunks.isEmpty()) {
          built.addAll(chunks.take());
        }
        if (chunks.isEmpty() || isMuch(built) || isLongAgo(lastWrite)) {
          write(rows, built);
          lastWrite = System.nanoTime();
          built.clear();
          within = leave(within, chunks.size());
          pauseIfTooManyFail();
        }
        if (within == 0) {
          control.pass();
        }
      }
    } finally {
      leave(within, 0);
    }
  }

  /** Whoever is within must not wait for those who wait for him to leave. */
  private boolean enter(int within) {
    if (within > 0) {
      return place.standstill().tryEnter();
    }
    place.standstill().enter();
    return true;
  }

  private int leave(int within, int stay) {
    for (int i = within; i > stay; i--) {
      place.standstill().leave();
    }
    return stay;
  }

  private List<ProfileHistory> next(String after) {
    return history()
        .next(
            historyName(),
            after,
            plan.version().runner().windowStart(),
            CHUNK_PROFILES,
            CHUNK_BYTES);
  }

  private static boolean isMuch(List<Built> built) {
    long bytes = 0;
    for (Built one : built) {
      bytes += one instanceof Built.Row row ? row.bytes() : 0;
    }
    return built.size() >= MOST_ROWS || bytes >= MOST_ROW_BYTES;
  }

  /** Slow functions must be seen to get on, and rows in place must not be old when they come. */
  private static boolean isLongAgo(long nanos) {
    return System.nanoTime() - nanos >= BETWEEN_WRITES.toNanos();
  }

  private void write(RowTarget rows, List<Built> built) {
    if (built.isEmpty()) {
      return;
    }
    // Nothing is staged of a profile that has no row yet.
    List<Built> wanted =
        plan.inPlace()
            ? built
            : built.stream().filter(one -> !(one instanceof Built.Skipped)).toList();
    note(RowWriter.write(wanted, rows::write));
    long skipped = built.stream().filter(Built.Skipped.class::isInstance).count();
    meter.built(built.size(), skipped, built.get(built.size() - 1).profileId());
    saveSometimes();
  }

  private void note(List<Built> built) {
    Map<String, FailureText> failed = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (Built one : built) {
      if (one instanceof Built.Failed failure) {
        failed.put(one.profileId(), failure.failure());
      } else {
        others.add(one.profileId());
      }
    }
    plan.version().failed().note(failed, others);
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
      checkpoints.save(plan.builder(), meter.checkpoint(), false);
    }
  }

  /** Catches up, at last while the history stands still, and lets the rows change places. */
  private void swap(RowTarget rows, Runnable goLive) {
    boolean swapped = false;
    while (!swapped) {
      control.pass();
      calmDown(rows);
      swapped = swapWhileStill(rows, goLive);
    }
  }

  private boolean swapWhileStill(RowTarget rows, Runnable goLive) {
    boolean[] swapped = {false};
    plan.feed()
        .paused(
            () -> {
              int built = catchUp(rows);
              while (built > 0) {
                if (control.isPaused()) {
                  return;
                }
                control.refuseIfCancelled();
                built = catchUp(rows);
              }
              beginSwap();
              rows.show();
              plan.feed().markIn(Set.of(Lane.LIVE));
              goLive.run();
              swapped[0] = true;
            });
    return swapped[0];
  }

  /**
   * Works off what was marked during the scan, as long as less comes in than is worked off: under a
   * stream that never ends, the rest must be done while the history stands still.
   */
  private void calmDown(RowTarget rows) {
    long before = Long.MAX_VALUE;
    long waiting = history().countDirty(historyName(), Lane.REBUILD);
    while (waiting >= CALM && waiting < before / 2) {
      for (long built = 0; built < waiting; built += BATCH) {
        control.pass();
        catchUp(rows);
      }
      before = waiting;
      waiting = history().countDirty(historyName(), Lane.REBUILD);
    }
  }

  /** Builds some of what changed since it was built; returns how many profiles that were. */
  private int catchUp(RowTarget rows) {
    place.standstill().enter();
    try (ChunkBuilds chunks = chunks()) {
      List<DirtyProfile> dirty = history().dirty(historyName(), Lane.REBUILD, BATCH);
      List<ProfileHistory> chunk = new ArrayList<>();
      long bytes = 0;
      for (DirtyProfile profile : dirty) {
        ProfileHistory one =
            history()
                .read(historyName(), profile.profileId(), plan.version().runner().windowStart());
        chunk.add(one);
        bytes += one.bytes();
        if (chunk.size() >= CHUNK_PROFILES || bytes >= CHUNK_BYTES) {
          if (!chunks.hasRoom()) {
            note(RowWriter.write(chunks.take(), rows::write));
          }
          chunks.add(chunk);
          chunk = new ArrayList<>();
          bytes = 0;
        }
      }
      if (!chunk.isEmpty()) {
        chunks.add(chunk);
      }
      while (!chunks.isEmpty()) {
        note(RowWriter.write(chunks.take(), rows::write));
      }
      history().clean(historyName(), Lane.REBUILD, dirty);
      return dirty.size();
    } finally {
      place.standstill().leave();
    }
  }

  private ChunkBuilds chunks() {
    return new ChunkBuilds(plan.version().runner(), place.workers(), control);
  }

  private History history() {
    return place.history();
  }

  private String historyName() {
    return plan.version().history();
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.history.ProfileHistory;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Builds every profile of one builder with a new version, beside the rows that serve, and then
 * shows them all at once.
 *
 * <p>What happens to profiles while the scan runs is marked in the lane {@link Lane#REBUILD} and
 * built again before the swap; the last of it while the history stands still, so that no event
 * falls between the old version and the new one.
 */
final class Rebuild {

  private static final int CHUNK_PROFILES = 100;
  private static final long CHUNK_BYTES = 4L << 20;
  private static final int CALM = 200;

  private final String builder;
  private final EventFeed feed;
  private final History history;
  private final DuckDbWarehouse warehouse;
  private final VersionRunner runner;
  private final ProgressMeter meter;
  private final ExecutorService workers;
  private final int maxWaitingChunks;
  private final Semaphore room;
  private volatile boolean cancelled;

  Rebuild(
      String builder,
      EventFeed feed,
      History history,
      DuckDbWarehouse warehouse,
      VersionRunner runner,
      ProgressMeter meter,
      ExecutorService workers,
      int maxWaitingChunks) {
    this.builder = requireNonNull(builder);
    this.feed = requireNonNull(feed);
    this.history = requireNonNull(history);
    this.warehouse = requireNonNull(warehouse);
    this.runner = requireNonNull(runner);
    this.meter = requireNonNull(meter);
    this.workers = requireNonNull(workers);
    this.maxWaitingChunks = maxWaitingChunks;
    this.room = new Semaphore(maxWaitingChunks);
  }

  /**
   * Runs to the end; afterwards the warehouse shows the new version.
   *
   * @param target position of the journal up to which the history must be filled first
   * @param serving what the table shows so far keeps its marks meanwhile
   * @param whenSwapped runs once the new rows show, before any later event is keyed
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
    while (catchUp() >= CALM) {
      refuseIfCancelled();
    }
    feed.paused(
        () -> {
          while (catchUp() > 0) {
            refuseIfCancelled();
          }
          warehouse.swap(builder, publication);
          feed.markIn(Set.of(Lane.LIVE));
          whenSwapped.run();
        });
  }

  /** Ends the rebuild soon; what serves goes on serving. */
  void cancel() {
    cancelled = true;
  }

  private void replay(long target) throws InterruptedException {
    long start = feed.finished();
    meter.begin(Phase.REPLAY, Math.max(0, target - start));
    while (feed.finished() < target) {
      refuseIfCancelled();
      meter.replayed(feed.finished() - start);
      Thread.sleep(20);
    }
    meter.replayed(Math.max(0, target - start));
  }

  private void buildAll() throws InterruptedException {
    Chunks chunks = new Chunks();
    Instant windowStart = runner.windowStart();
    try {
      history.forEach(builder, windowStart, chunks::add);
      chunks.submit();
    } finally {
      // Also after a failure: nobody may still be staging when the staging tables go.
      room.acquire(maxWaitingChunks);
      room.release(maxWaitingChunks);
    }
    chunks.finish();
  }

  /** Builds what changed since it was built; returns how many profiles that were. */
  private int catchUp() {
    List<DirtyProfile> dirty = history.dirty(builder, Lane.REBUILD, CHUNK_PROFILES * 10);
    Instant windowStart = runner.windowStart();
    List<ProfileHistory> histories =
        dirty.stream()
            .map(profile -> history.read(builder, profile.profileId(), windowStart))
            .toList();
    RowWriter.write(runner.build(histories), warehouse::stage);
    history.clean(builder, Lane.REBUILD, dirty);
    return dirty.size();
  }

  private void refuseIfCancelled() {
    if (cancelled) {
      throw new CancellationException();
    }
  }

  /** Collects profiles of the scan and hands them to the workers, a bounded number at a time. */
  private final class Chunks {

    private final List<Future<?>> running = new ArrayList<>();
    private List<ProfileHistory> chunk = new ArrayList<>();
    private long bytes;

    void add(ProfileHistory profile) {
      refuseIfCancelled();
      chunk.add(profile);
      for (byte[] event : profile.events()) {
        bytes += event.length;
      }
      if (chunk.size() >= CHUNK_PROFILES || bytes >= CHUNK_BYTES) {
        submit();
      }
    }

    void submit() {
      List<ProfileHistory> full = chunk;
      chunk = new ArrayList<>();
      bytes = 0;
      room.acquireUninterruptibly();
      running.removeIf(this::finished);
      running.add(
          workers.submit(
              () -> {
                try {
                  RowWriter.write(runner.build(full), warehouse::stage).forEach(meter::count);
                } finally {
                  room.release();
                }
              }));
    }

    void finish() throws InterruptedException {
      for (Future<?> chunkRun : running) {
        result(chunkRun);
      }
    }

    /** A chunk that failed as a whole fails the rebuild, as soon as it is noticed. */
    private boolean finished(Future<?> chunkRun) {
      try {
        if (chunkRun.isDone()) {
          result(chunkRun);
          return true;
        }
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException("what is done does not wait", e);
      }
    }

    private void result(Future<?> chunkRun) throws InterruptedException {
      try {
        chunkRun.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}

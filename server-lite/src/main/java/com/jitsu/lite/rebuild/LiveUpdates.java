package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one builder's rows current: each profile that an event touched is built again with the
 * version that serves.
 *
 * <p>A profile whose function fails keeps its row and is tried again with its next event; if the
 * functions' store was away then, it is tried until the store is back.
 */
final class LiveUpdates implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);
  private static final int BATCH = 250;
  private static final long PATIENCE_MILLIS = 500;

  private final String builder;
  private final History history;
  private final DuckDbWarehouse warehouse;
  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private volatile @Nullable VersionRunner serving;
  private volatile Failures failures = new Failures();
  private volatile boolean closed;

  LiveUpdates(String builder, History history, DuckDbWarehouse warehouse) {
    this.builder = requireNonNull(builder);
    this.history = requireNonNull(history);
    this.warehouse = requireNonNull(warehouse);
    this.thread = new Thread(this::run, "live-" + builder);
  }

  void start() {
    thread.start();
  }

  /** Says that profiles were marked; never waits. */
  void wake() {
    work.release();
  }

  /** Builds with this version from now on; the one before is closed, its failures forgotten. */
  void serve(VersionRunner next) {
    VersionRunner before = serving;
    serving = next;
    failures = new Failures();
    if (before != null) {
      before.close();
    }
    wake();
  }

  /** What is being kept current; empty before the first version serves. */
  Optional<Publication> findServing() {
    VersionRunner current = serving;
    return current == null ? Optional.empty() : Optional.of(current.publication());
  }

  /** Builds that failed since this version serves, or since the start of the process. */
  Failures failures() {
    return failures;
  }

  @Override
  public void close() {
    closed = true;
    VersionRunner last = serving;
    if (last != null) {
      last.close();
    }
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        if (!buildNextWhileItServes()) {
          // The limit is for marks whose builds failed for want of a warehouse.
          boolean woken = work.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
          log.trace("woken={}", woken);
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        log.error("profiles wait and will be tried again: builder={}", builder, e);
        work.drainPermits();
        pause();
      }
    }
  }

  /** False when there is nothing to do yet. */
  private boolean buildNextWhileItServes() {
    try {
      return buildNext();
    } catch (CancellationException e) {
      // The marks are still there for the version that is put in its place.
      log.debug("{}", e.getMessage());
      return false;
    }
  }

  /** False when there was nothing to do, or nothing that can be done now. */
  private boolean buildNext() {
    if (serving == null) {
      return false;
    }
    // First the marks, then the version: a mark that was there before a swap is covered by the
    // rebuild, one that came after it is built by the version read here or a later one.
    List<DirtyProfile> dirty = history.dirty(builder, Lane.LIVE, BATCH);
    VersionRunner runner = serving;
    if (dirty.isEmpty() || runner == null) {
      return false;
    }
    Instant windowStart = runner.windowStart();
    HistoryChunk chunk = new HistoryChunk();
    List<DirtyProfile> inChunk = new ArrayList<>();
    boolean storeWasThere = true;
    for (DirtyProfile profile : dirty) {
      chunk.add(history.read(builder, profile.profileId(), windowStart));
      inChunk.add(profile);
      if (chunk.isFull()) {
        storeWasThere &= write(runner, chunk, inChunk);
      }
    }
    storeWasThere &= write(runner, chunk, inChunk);
    return storeWasThere;
  }

  /** False if marks were left for the time when the functions' store is back. */
  private boolean write(VersionRunner runner, HistoryChunk chunk, List<DirtyProfile> marks) {
    long before = runner.timesStoreWasAway();
    List<Built> all = RowWriter.write(runner.build(chunk.take()), warehouse::upsert);
    boolean storeWasThere = runner.timesStoreWasAway() == before;
    Set<String> waiting = new HashSet<>();
    for (Built built : all) {
      if (built instanceof Built.Failed failure) {
        if (storeWasThere) {
          failures.add(failure.profileId(), failure.error());
        } else {
          waiting.add(failure.profileId());
        }
      }
    }
    marks.removeIf(mark -> waiting.contains(mark.profileId()));
    history.clean(builder, Lane.LIVE, marks);
    marks.clear();
    return waiting.isEmpty();
  }

  private void pause() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one builder's rows current: each profile that an event touched is built again with the
 * version that serves. The first event after a while is built at once; those that come while the
 * profile was just built are gathered, for as long as the builder's policy says.
 *
 * <p>A profile whose function fails keeps its row and is tried again with its next event, or when
 * somebody asks for it; if the functions' store was away then, until the store is back.
 */
final class LiveUpdates implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);

  // Writing rows costs much however few they are, so many are written at once when many wait.
  private static final int ROUND = 4_000;
  private static final long ROUND_BYTES = 32L << 20;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final String builder;
  private final History history;
  private final DuckDbWarehouse warehouse;
  private final Workers workers;
  private final Standstill standstill;
  private final RowLatency latency;
  private final Recent recent = new Recent(System::nanoTime);
  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private volatile Duration collapse;
  private volatile @Nullable Serving serving;
  private volatile boolean closed;

  LiveUpdates(String builder, Workplace place, RowLatency latency, Duration collapse) {
    this.builder = requireNonNull(builder);
    this.history = place.history();
    this.warehouse = place.warehouse();
    this.workers = place.workers();
    this.standstill = place.standstill();
    this.latency = requireNonNull(latency);
    this.collapse = requireNonNull(collapse);
    this.thread = new Thread(this::run, "live-" + builder);
  }

  void start() {
    thread.start();
  }

  /** Says that profiles were marked; never waits. */
  void wake() {
    work.release();
  }

  void collapse(Duration wanted) {
    collapse = wanted;
  }

  /** Builds with this version from now on; the one before is closed. */
  void serve(Serving next) {
    Serving before = serving;
    serving = next;
    if (before != null) {
      before.runner().close();
    }
    wake();
  }

  /** Builds nothing until the next version serves. */
  void rest() {
    Serving before = serving;
    serving = null;
    if (before != null) {
      before.runner().close();
    }
  }

  /** What is being kept current; empty before the first version serves. */
  Optional<Serving> findServing() {
    return Optional.ofNullable(serving);
  }

  Optional<Publication> findPublication() {
    return findServing().map(Serving::publication);
  }

  @Override
  public void close() {
    closed = true;
    Serving last = serving;
    if (last != null) {
      last.runner().close();
    }
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        if (!buildNextWhileItServes()) {
          // The limit is for marks whose builds failed for want of a warehouse or store.
          Duration wait = recent.untilNext(collapse, PATIENCE);
          boolean woken = work.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
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
    standstill.enter();
    try {
      return buildNext();
    } catch (CancellationException e) {
      // The marks are still there for the version that is put in its place.
      log.debug("{}", e.getMessage());
      return false;
    } finally {
      standstill.leave();
    }
  }

  /** False when there was nothing to do, or nothing that can be done now. */
  private boolean buildNext() {
    recent.expire(collapse);
    Serving known = serving;
    if (known == null) {
      return false;
    }
    // First the marks, then the version: a mark that was there before a swap is covered by the
    // rebuild, one that came after it is built by the version read here or a later one.
    List<DirtyProfile> dirty = history.dirty(known.history(), Lane.LIVE, ROUND, recent::contains);
    Serving now = serving;
    if (now == null || dirty.isEmpty()) {
      return false;
    }
    return !now.history().equals(known.history()) || build(now, dirty);
  }

  private boolean build(Serving version, List<DirtyProfile> dirty) {
    LiveRound round = new LiveRound(version.runner());
    Map<String, DirtyProfile> marked = new TreeMap<>();
    dirty.forEach(mark -> marked.put(mark.profileId(), mark));
    List<DirtyProfile> marks = new ArrayList<>();
    Map<String, Long> positions = new HashMap<>();
    ChunkSplit chunks = new ChunkSplit(round::add);
    history.read(
        version.history(),
        marked.keySet(),
        version.runner().windowStart(),
        profile -> {
          marks.add(requireNonNull(marked.get(profile.profileId())));
          positions.put(profile.profileId(), profile.lastPosition());
          return chunks.add(profile) < ROUND_BYTES;
        });
    chunks.end();
    for (int i = 0; i < Math.min(chunks.count() - 1, workers.count()); i++) {
      workers.helpLive(round::work);
    }
    round.work();
    return write(version, round.results(), marks, positions);
  }

  /** False if marks were left for the time when the functions' store is back. */
  private boolean write(
      Serving version,
      List<ChunkResult> results,
      List<DirtyProfile> marks,
      Map<String, Long> positions) {
    List<Built> built = new ArrayList<>();
    Set<String> waiting = new HashSet<>();
    for (ChunkResult result : results) {
      for (Built one : result.built()) {
        if (result.storeWasAway() && one instanceof Built.Failed) {
          waiting.add(one.profileId());
        } else {
          built.add(one);
        }
      }
    }
    List<Built> written = RowWriter.write(built, warehouse::upsert);
    for (Built one : written) {
      String profileId = one.profileId();
      if (one instanceof Built.Failed) {
        latency.giveUp(profileId);
      } else {
        latency.end(profileId, positions.getOrDefault(profileId, 0L));
      }
      recent.add(profileId);
    }
    version.failed().note(written);
    marks.removeIf(mark -> waiting.contains(mark.profileId()));
    history.clean(version.history(), Lane.LIVE, marks);
    return waiting.isEmpty();
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

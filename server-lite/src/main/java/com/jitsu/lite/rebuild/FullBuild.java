package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.ProfileHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Goes through all profiles of a history once and writes their rows. */
final class FullBuild {

  private static final int CHUNK_PROFILES = 200;
  private static final long CHUNK_BYTES = 2L << 20;
  private static final int MOST_ROWS = 4_000;
  private static final long MOST_ROW_BYTES = 8L << 20;
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(250);

  private final RebuildPlan plan;
  private final Workplace place;
  private final ProgressMeter meter;
  private final Control control;
  private final RowTarget rows;
  private final Runnable written;

  /**
   * @param written called after rows were written and counted
   */
  FullBuild(
      RebuildPlan plan,
      Workplace place,
      ProgressMeter meter,
      Control control,
      RowTarget rows,
      Runnable written) {
    this.plan = requireNonNull(plan);
    this.place = requireNonNull(place);
    this.meter = requireNonNull(meter);
    this.control = requireNonNull(control);
    this.rows = requireNonNull(rows);
    this.written = requireNonNull(written);
  }

  /**
   * Reads, has built, writes: in the order of the profiles, so that a checkpoint is one of them.
   *
   * @throws CancellationException when the rebuild is to end
   */
  void run() {
    String read = meter.checkpoint().after();
    boolean more = true;
    int within = 0;
    long lastWrite = System.nanoTime();
    List<Built> built = new ArrayList<>();
    try (ChunkBuilds chunks = new ChunkBuilds(plan.version().runner(), place.workers(), control)) {
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
          write(built);
          lastWrite = System.nanoTime();
          built.clear();
          within = leave(within, chunks.size());
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
    return place
        .history()
        .next(
            plan.history(),
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

  private void write(List<Built> built) {
    if (built.isEmpty()) {
      return;
    }
    // Nothing is staged of a profile that has no row yet.
    List<Built> wanted =
        plan.inPlace()
            ? built
            : built.stream().filter(one -> !(one instanceof Built.Skipped)).toList();
    plan.version().failed().note(RowWriter.write(wanted, rows::write));
    long skipped = built.stream().filter(Built.Skipped.class::isInstance).count();
    meter.built(built.size(), skipped, built.get(built.size() - 1).profileId());
    written.run();
  }
}

package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Builds profiles again that got events after a rebuild had read them. */
final class CatchUp {

  private static final int BATCH = 1_000;
  private static final int CALM = 200;

  private final RebuildPlan plan;
  private final Workplace place;
  private final Control control;
  private final RowTarget rows;

  CatchUp(RebuildPlan plan, Workplace place, Control control, RowTarget rows) {
    this.plan = requireNonNull(plan);
    this.place = requireNonNull(place);
    this.control = requireNonNull(control);
    this.rows = requireNonNull(rows);
  }

  /**
   * Works off what was marked during the scan, as long as less comes in than is worked off: under a
   * stream that never ends, the rest must be done while the history stands still.
   *
   * @throws CancellationException when the rebuild is to end
   */
  void calmDown() {
    long before = Long.MAX_VALUE;
    long waiting = history().countDirty(plan.history(), Lane.REBUILD);
    while (waiting >= CALM && waiting < before / 2) {
      for (long built = 0; built < waiting; built += BATCH) {
        control.pass();
        some();
      }
      before = waiting;
      waiting = history().countDirty(plan.history(), Lane.REBUILD);
    }
  }

  /** Builds some of what changed since it was built; returns how many profiles that were. */
  int some() {
    place.standstill().enter();
    try (ChunkBuilds chunks = new ChunkBuilds(plan.version().runner(), place.workers(), control)) {
      List<DirtyProfile> dirty = history().dirty(plan.history(), Lane.REBUILD, BATCH);
      ChunkSplit split =
          new ChunkSplit(
              chunk -> {
                if (!chunks.hasRoom()) {
                  write(chunks.take());
                }
                chunks.add(chunk);
              });
      history()
          .read(
              plan.history(),
              dirty.stream().map(DirtyProfile::profileId).sorted().toList(),
              plan.version().runner().windowStart(),
              profile -> split.add(profile) >= 0);
      split.end();
      while (!chunks.isEmpty()) {
        write(chunks.take());
      }
      history().clean(plan.history(), Lane.REBUILD, dirty);
      return dirty.size();
    } finally {
      place.standstill().leave();
    }
  }

  private void write(List<Built> built) {
    plan.version().failed().note(RowWriter.write(built, rows::write));
  }

  private History history() {
    return place.history();
  }
}

package com.jitsu.lite.history;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dirty marks of one builder's lane.
 *
 * <p>Each search goes on behind the last one and around, so that no profile starves and the dead
 * marks in front, which RocksDB keeps for a while, are not passed over again and again. A lane that
 * was searched in vain is not searched again before something was marked.
 */
final class DirtyMarks implements Batch.Watcher {

  private final RocksStore store;
  private final String builder;
  private final Lane lane;
  private final byte[] first;
  private final byte[] end;
  private byte[] resume;
  private volatile boolean clean;

  DirtyMarks(RocksStore store, String builder, Lane lane) {
    this.store = store;
    this.builder = builder;
    this.lane = lane;
    this.first = HistoryKeys.lane(builder, lane);
    this.end = HistoryKeys.after(first);
    this.resume = first;
  }

  void mark(Batch batch, String profileId, long position) {
    batch.put(
        Family.DIRTY, HistoryKeys.mark(builder, lane, profileId), HistoryKeys.number(position));
    batch.tell(this);
  }

  @Override
  public void written() {
    clean = false;
  }

  synchronized List<DirtyProfile> next(int limit) {
    List<DirtyProfile> found = new ArrayList<>();
    if (clean || limit <= 0) {
      return found;
    }
    // Before the search: a mark that it misses takes this back.
    clean = true;
    byte[] from = resume;
    byte[] last = search(from, end, limit, found);
    if (found.size() < limit && !Arrays.equals(from, first)) {
      byte[] lastOfStart = search(first, from, limit - found.size(), found);
      last = lastOfStart == null ? last : lastOfStart;
    }
    if (last != null) {
      clean = false;
      resume = HistoryKeys.after(last);
    }
    return found;
  }

  long count() {
    if (clean) {
      return 0;
    }
    long count = 0;
    try (Scan scan = store.sweep(Family.DIRTY, first, end)) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  /** The caller keeps marks from being written meanwhile. */
  void remove(Batch batch, List<DirtyProfile> built) {
    List<byte[]> keys = new ArrayList<>(built.size());
    built.forEach(profile -> keys.add(HistoryKeys.mark(builder, lane, profile.profileId())));
    List<byte @Nullable []> values = store.getAll(Family.DIRTY, keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] position = values.get(i);
      if (position != null && HistoryKeys.number(position) == built.get(i).position()) {
        batch.delete(Family.DIRTY, keys.get(i));
      }
    }
  }

  void removeAll(Batch batch) {
    batch.deleteRange(Family.DIRTY, first, end);
  }

  /** Returns the last key found, null if none. */
  private byte @Nullable [] search(byte[] from, byte[] to, int limit, List<DirtyProfile> found) {
    byte[] last = null;
    try (Scan scan = store.scan(Family.DIRTY, from, to)) {
      for (int i = 0; i < limit && scan.next(); i++) {
        last = scan.key();
        found.add(
            new DirtyProfile(HistoryKeys.markedProfileId(last), HistoryKeys.number(scan.value())));
      }
    }
    return last;
  }
}

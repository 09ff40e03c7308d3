package com.jitsu.lite.history;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The dirty marks of one history's lane.
 *
 * <p>The store has them all. RocksDB keeps dead marks for a while, and a search must pass over
 * them; so, from the moment a search finds nothing, new marks are also remembered here and no
 * search is needed until they become too many. Searches go around, so that no profile starves.
 *
 * <p>All writing happens under the lock of {@link History}.
 */
final class DirtyMarks {

  private static final int MAX_REMEMBERED = 20_000;

  private final RocksStore store;
  private final String history;
  private final Lane lane;
  private final byte[] first;
  private final byte[] end;
  private byte[] resume;
  // Every mark there is, the one given out last at the end; null: only the store knows.
  private @Nullable Map<String, Long> remembered;

  DirtyMarks(RocksStore store, String history, Lane lane) {
    this.store = store;
    this.history = history;
    this.lane = lane;
    this.first = HistoryKeys.lane(history, lane);
    this.end = HistoryKeys.after(first);
    this.resume = first;
  }

  void mark(Batch batch, String profileId, long position) {
    batch.put(
        Family.DIRTY, HistoryKeys.mark(history, lane, profileId), HistoryKeys.number(position));
    batch.afterWrite(() -> remember(profileId, position));
  }

  synchronized List<DirtyProfile> next(int limit, Predicate<String> mustWait) {
    Map<String, Long> marks = remembered;
    if (marks != null) {
      return nextOf(marks, limit, mustWait);
    }
    List<DirtyProfile> found = new ArrayList<>();
    byte[] from = resume;
    byte[] last = search(from, end, limit, mustWait, found);
    if (found.size() < limit && !Arrays.equals(from, first)) {
      byte[] lastOfStart = search(first, from, limit, mustWait, found);
      last = lastOfStart == null ? last : lastOfStart;
    }
    if (last != null) {
      resume = HistoryKeys.after(last);
    } else if (limit > 0) {
      remembered = new LinkedHashMap<>();
    }
    return found;
  }

  synchronized long count() {
    if (remembered != null) {
      return remembered.size();
    }
    long count = 0;
    try (Scan scan = store.sweep(Family.DIRTY, first, end)) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  /** Under the lock of the history, or a mark renewed meanwhile would be lost. */
  void remove(Batch batch, List<DirtyProfile> built) {
    List<byte[]> keys = new ArrayList<>(built.size());
    built.forEach(profile -> keys.add(HistoryKeys.mark(history, lane, profile.profileId())));
    List<byte @Nullable []> values = store.getAll(Family.DIRTY, keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] position = values.get(i);
      DirtyProfile profile = built.get(i);
      if (position != null && HistoryKeys.number(position) == profile.position()) {
        batch.delete(Family.DIRTY, keys.get(i));
        batch.afterWrite(() -> forget(profile.profileId()));
      }
    }
  }

  /** Whatever it was renewed to. */
  void remove(Batch batch, String profileId) {
    batch.delete(Family.DIRTY, HistoryKeys.mark(history, lane, profileId));
    batch.afterWrite(() -> forget(profileId));
  }

  void removeAll(Batch batch) {
    batch.deleteRange(Family.DIRTY, first, end);
    batch.afterWrite(this::forgetAll);
  }

  private synchronized void remember(String profileId, long position) {
    if (remembered != null) {
      remembered.put(profileId, position);
      if (remembered.size() > MAX_REMEMBERED) {
        remembered = null;
        resume = first;
      }
    }
  }

  private synchronized void forget(String profileId) {
    if (remembered != null) {
      remembered.remove(profileId);
    }
  }

  private synchronized void forgetAll() {
    remembered = new LinkedHashMap<>();
  }

  private static List<DirtyProfile> nextOf(
      Map<String, Long> marks, int limit, Predicate<String> mustWait) {
    List<DirtyProfile> found = new ArrayList<>();
    for (Map.Entry<String, Long> mark : marks.entrySet()) {
      if (found.size() == limit) {
        break;
      }
      if (!mustWait.test(mark.getKey())) {
        found.add(new DirtyProfile(mark.getKey(), mark.getValue()));
      }
    }
    for (DirtyProfile profile : found) {
      marks.remove(profile.profileId());
      marks.put(profile.profileId(), profile.position());
    }
    return found;
  }

  /** Fills up to the limit; returns the last key seen, null if there was none. */
  private byte @Nullable [] search(
      byte[] from, byte[] to, int limit, Predicate<String> mustWait, List<DirtyProfile> found) {
    byte[] last = null;
    try (Scan scan = store.scan(Family.DIRTY, from, to)) {
      while (found.size() < limit && scan.next()) {
        last = scan.key();
        String profileId = HistoryKeys.markedProfileId(last);
        if (!mustWait.test(profileId)) {
          found.add(new DirtyProfile(profileId, HistoryKeys.number(scan.value())));
        }
      }
    }
    return last;
  }
}

package com.jitsu.lite.history;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a history that drops events which are too old to count, step by step, while
 * others read and write. A profile without an event left is no longer known; its row stays. For one
 * thread.
 */
public final class HistorySweep {

  private final RocksStore store;
  private final History history;
  private final long notBefore;
  private final byte[] begin;
  private final byte[] end;
  private byte @Nullable [] from;
  private long seen;
  private long dropped;

  /**
   * @param notBefore events accepted before this moment are dropped
   */
  public HistorySweep(RocksStore store, History history, String name, Instant notBefore) {
    this.store = store;
    this.history = history;
    this.notBefore = notBefore.toEpochMilli();
    this.begin = HistoryKeys.all(name);
    this.end = HistoryKeys.after(begin);
    this.from = begin;
  }

  /**
   * Goes on for about so many events, to the end of a profile; false when there is nothing left to
   * look at.
   */
  public boolean step(int events) {
    byte[] start = from;
    if (start == null) {
      return false;
    }
    List<Old> old = new ArrayList<>();
    try (Scan scan = store.sweep(Family.HISTORY, start, end)) {
      long stop = seen + events;
      boolean more = scan.next();
      while (more && seen < stop) {
        Old profile = new Old(HistoryKeys.profileOf(scan.key()));
        boolean kept = false;
        do {
          seen++;
          kept = kept || HistoryKeys.number(scan.value()) >= notBefore;
          if (!kept) {
            profile.keys.add(scan.key());
          }
          more = scan.next();
        } while (more && HistoryKeys.belongsTo(scan.key(), profile.profile));
        profile.whole = !kept;
        if (!profile.keys.isEmpty()) {
          old.add(profile);
        }
      }
      from = more ? HistoryKeys.profileOf(scan.key()) : null;
    }
    if (!old.isEmpty()) {
      history.change(batch -> old.forEach(profile -> drop(batch, profile)));
    }
    return from != null;
  }

  /** Gives the space back if what was dropped is a good part of all; otherwise time will. */
  public void finish() {
    if (dropped > seen / 10) {
      store.compact(Family.HISTORY, begin, end);
    }
  }

  /** Events that were looked at so far. */
  public long seen() {
    return seen;
  }

  /** Events that were dropped so far. */
  public long dropped() {
    return dropped;
  }

  private void drop(Batch batch, Old profile) {
    byte[] last = profile.keys.get(profile.keys.size() - 1);
    if (profile.keys.size() <= Old.FEW) {
      profile.keys.forEach(key -> batch.delete(Family.HISTORY, key));
    } else {
      // To just after the last of them: what is accepted in this moment comes behind.
      batch.deleteRange(Family.HISTORY, profile.keys.get(0), Arrays.copyOf(last, last.length + 1));
    }
    dropped += profile.keys.size();
    byte[] latest = store.get(Family.PROFILES, profile.profile);
    if (profile.whole
        && latest != null
        && HistoryKeys.number(latest) <= HistoryKeys.position(last)) {
      batch.delete(Family.PROFILES, profile.profile);
    }
  }

  /** The old events of one profile. */
  private static final class Old {

    /** A range costs every later reader something, a dead entry only those who pass over it. */
    private static final int FEW = 16;

    private final byte[] profile;
    private final List<byte[]> keys = new ArrayList<>();
    private boolean whole;

    Old(byte[] profile) {
      this.profile = profile;
    }
  }
}

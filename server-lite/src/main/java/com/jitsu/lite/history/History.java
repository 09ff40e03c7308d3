package com.jitsu.lite.history;

import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Start here. Every builder's profiles with their events, what is dirty, and how far each consumer
 * of the journal is; thread-safe.
 *
 * <p>Nothing here is synced by itself: the journal is. An effect and the cursor that covers it
 * travel in one batch, so a crash replays from where the effects end.
 */
public final class History {

  /** Long runs look again where they are after so many profiles, and let deleted data go. */
  private static final int PROFILES_PER_SCAN = 2_000;

  private final RocksStore store;
  private final Map<List<Object>, DirtyMarks> marks = new ConcurrentHashMap<>();
  // Held by every commit and by removing marks: between reading a mark and removing it, no commit
  // may renew it. One lock for all builders, since RocksDB writes one batch after another anyway.
  private final ReentrantLock writing = new ReentrantLock();

  public History(RocksStore store) {
    this.store = store;
  }

  public Batch batch() {
    return store.batch();
  }

  /**
   * Makes the batch visible at once; not synced. Only batches written here keep dirty marks safe.
   */
  public void commit(Batch batch) {
    write(batch, false);
  }

  public void append(Batch batch, String builder, String profileId, JournalEntry entry) {
    batch.put(
        Family.HISTORY,
        HistoryKeys.event(builder, profileId, entry.position()),
        HistoryKeys.eventValue(entry.acceptedAt(), entry.json()));
    batch.put(
        Family.PROFILES,
        HistoryKeys.profile(builder, profileId),
        HistoryKeys.number(entry.position()));
  }

  public void markDirty(Batch batch, String builder, Lane lane, String profileId, long position) {
    marks(builder, lane).mark(batch, profileId, position);
  }

  /**
   * Up to {@code limit} different profiles, going on behind those of the call before and around; a
   * mark is given out again until it is cleaned.
   */
  public List<DirtyProfile> dirty(String builder, Lane lane, int limit) {
    return marks(builder, lane).next(limit);
  }

  /** Counts them one by one when they are many. */
  public long countDirty(String builder, Lane lane) {
    return marks(builder, lane).count();
  }

  /** Removes the marks that are still those given; one renewed by a later event stays. */
  public void clean(String builder, Lane lane, List<DirtyProfile> built) {
    if (built.isEmpty()) {
      return;
    }
    writing.lock();
    try (Batch batch = batch()) {
      marks(builder, lane).remove(batch, built);
      store.write(batch, false);
    } finally {
      writing.unlock();
    }
  }

  public void cleanAll(String builder, Lane lane) {
    try (Batch batch = batch()) {
      marks(builder, lane).removeAll(batch);
      write(batch, false);
    }
  }

  /**
   * The last position that the consumer finished; 0 at the beginning. Whoever reads it finds every
   * mark that came with it.
   */
  public long cursor(String consumer) {
    byte[] key = HistoryKeys.cursor(consumer);
    // A batch shows in the store a moment before its marks can be found.
    writing.lock();
    try {
      byte[] finished = store.get(Family.CURSORS, key);
      return finished == null ? 0 : HistoryKeys.number(finished);
    } finally {
      writing.unlock();
    }
  }

  public void moveCursor(Batch batch, String consumer, long finished) {
    batch.put(Family.CURSORS, HistoryKeys.cursor(consumer), HistoryKeys.number(finished));
  }

  /** The profile's events that were accepted at or after {@code notBefore}. */
  public ProfileHistory read(String builder, String profileId, Instant notBefore) {
    byte[] profile = HistoryKeys.profile(builder, profileId);
    try (Scan scan = store.scan(Family.HISTORY, profile, HistoryKeys.after(profile))) {
      HistoryInProgress history = new HistoryInProgress(profileId, notBefore);
      while (scan.next()) {
        history.add(scan.key(), scan.value());
      }
      return history.finished();
    }
  }

  /** Counts the profiles one by one. */
  public long countProfiles(String builder) {
    byte[] all = HistoryKeys.builder(builder);
    long count = 0;
    try (Scan scan = store.sweep(Family.PROFILES, all, HistoryKeys.after(all))) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  /**
   * Every profile once, whole, in key order; only one profile's events are in memory. An event that
   * comes meanwhile may or may not be seen.
   */
  public void forEach(String builder, Instant notBefore, Consumer<ProfileHistory> each) {
    byte[] all = HistoryKeys.builder(builder);
    byte[] end = HistoryKeys.after(all);
    byte[] from = all;
    while (from != null) {
      from = some(from, end, notBefore, each);
    }
  }

  /** Forgets everything of a builder, with the cursor of the consumer that has its name. */
  public void forget(String builder) {
    byte[] all = HistoryKeys.builder(builder);
    byte[] end = HistoryKeys.after(all);
    try (Batch batch = batch()) {
      batch.deleteRange(Family.HISTORY, all, end);
      batch.deleteRange(Family.PROFILES, all, end);
      for (Lane lane : Lane.values()) {
        marks(builder, lane).removeAll(batch);
      }
      batch.delete(Family.CURSORS, HistoryKeys.cursor(builder));
      write(batch, true);
    }
  }

  /** Hands over the next few thousand profiles; returns where to go on, null at the end. */
  private byte @Nullable [] some(
      byte[] from, byte[] end, Instant notBefore, Consumer<ProfileHistory> each) {
    try (Scan scan = store.sweep(Family.HISTORY, from, end)) {
      boolean more = scan.next();
      for (int i = 0; more && i < PROFILES_PER_SCAN; i++) {
        byte[] profile = HistoryKeys.profileOf(scan.key());
        HistoryInProgress history =
            new HistoryInProgress(HistoryKeys.profileId(profile), notBefore);
        byte[] key = scan.key();
        do {
          history.add(key, scan.value());
          more = scan.next();
          key = more ? scan.key() : key;
        } while (more && HistoryKeys.belongsTo(key, profile));
        each.accept(history.finished());
      }
      return more ? HistoryKeys.profileOf(scan.key()) : null;
    }
  }

  private DirtyMarks marks(String builder, Lane lane) {
    return marks.computeIfAbsent(
        List.of(builder, lane), key -> new DirtyMarks(store, builder, lane));
  }

  private void write(Batch batch, boolean sync) {
    writing.lock();
    try {
      store.write(batch, sync);
    } finally {
      writing.unlock();
    }
  }

  private static final class HistoryInProgress {

    private final String profileId;
    private final long notBefore;
    private final List<byte[]> events = new ArrayList<>();
    private long lastPosition;

    HistoryInProgress(String profileId, Instant notBefore) {
      this.profileId = profileId;
      this.notBefore = millis(notBefore);
    }

    void add(byte[] key, byte[] value) {
      lastPosition = HistoryKeys.position(key);
      if (HistoryKeys.number(value) >= notBefore) {
        events.add(HistoryKeys.json(value));
      }
    }

    ProfileHistory finished() {
      return new ProfileHistory(profileId, lastPosition, events);
    }

    /** {@link Instant#MIN} is a way to say "all" and does not fit into milliseconds. */
    private static long millis(Instant time) {
      return time.equals(Instant.MIN) ? Long.MIN_VALUE : time.toEpochMilli();
    }
  }
}

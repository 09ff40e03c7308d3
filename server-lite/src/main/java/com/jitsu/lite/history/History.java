package com.jitsu.lite.history;

import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeyReader;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Start here. Profiles with their events, what is dirty, and how far each consumer of the journal
 * is; thread-safe.
 *
 * <p>There is a history for each way of keying that is in use, by name: {@code lifetime-value@3} is
 * the one that the third publication began. A builder has one, or two while a version with another
 * transformation is being built.
 *
 * <p>Nothing here is synced by itself: the journal is. An effect and the cursor that covers it
 * travel in one batch, so a crash replays from where the effects end.
 */
public final class History {

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

  public void append(Batch batch, String history, String profileId, JournalEntry entry) {
    append(batch, history, profileId, entry, 0);
  }

  /**
   * As the other one, for one of several events that were made of one.
   *
   * @param index tells them apart; 0 to 65,535, in their order
   */
  public void append(Batch batch, String history, String profileId, JournalEntry entry, int index) {
    batch.put(
        Family.HISTORY,
        HistoryKeys.event(history, profileId, entry.position(), index),
        HistoryKeys.eventValue(entry.acceptedAt(), entry.json()));
    batch.put(
        Family.PROFILES,
        HistoryKeys.profile(history, profileId),
        HistoryKeys.number(entry.position()));
  }

  public void markDirty(Batch batch, String history, Lane lane, String profileId, long position) {
    marks(history, lane).mark(batch, profileId, position);
  }

  /**
   * Up to {@code limit} different profiles, going on behind those of the call before and around; a
   * mark is given out again until it is cleaned.
   */
  public List<DirtyProfile> dirty(String history, Lane lane, int limit) {
    return dirty(history, lane, limit, profileId -> false);
  }

  /** As the other one, without the profiles that must wait. */
  public List<DirtyProfile> dirty(
      String history, Lane lane, int limit, Predicate<String> mustWait) {
    return marks(history, lane).next(limit, mustWait);
  }

  /** Counts them one by one when they are many. */
  public long countDirty(String history, Lane lane) {
    return marks(history, lane).count();
  }

  /** Removes the marks that are still those given; one renewed by a later event stays. */
  public void clean(String history, Lane lane, List<DirtyProfile> built) {
    if (built.isEmpty()) {
      return;
    }
    writing.lock();
    try (Batch batch = batch()) {
      marks(history, lane).remove(batch, built);
      store.write(batch, false);
    } finally {
      writing.unlock();
    }
  }

  public void cleanAll(String history, Lane lane) {
    try (Batch batch = batch()) {
      marks(history, lane).removeAll(batch);
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

  /** How far the consumer is that is furthest behind; empty when nobody has finished anything. */
  public OptionalLong leastCursor() {
    OptionalLong least = OptionalLong.empty();
    try (Scan cursors = store.scan(Family.CURSORS, new byte[0], null)) {
      while (cursors.next()) {
        long finished = HistoryKeys.number(cursors.value());
        least = OptionalLong.of(Math.min(finished, least.orElse(finished)));
      }
    }
    return least;
  }

  public void moveCursor(Batch batch, String consumer, long finished) {
    batch.put(Family.CURSORS, HistoryKeys.cursor(consumer), HistoryKeys.number(finished));
  }

  /** The profile's events that were accepted at or after {@code notBefore}. */
  public ProfileHistory read(String history, String profileId, Instant notBefore) {
    byte[] profile = HistoryKeys.profile(history, profileId);
    try (Scan scan = store.scan(Family.HISTORY, profile, HistoryKeys.after(profile))) {
      HistoryInProgress read = new HistoryInProgress(profileId, notBefore);
      while (scan.next()) {
        read.add(scan.key(), scan.value());
      }
      return read.finished();
    }
  }

  /**
   * Hands over the profiles, as {@link #read} has them, until {@code each} has enough; many at once
   * are read faster than one by one, in the order of their ids fastest.
   */
  public void read(
      String history,
      Collection<String> profileIds,
      Instant notBefore,
      Predicate<ProfileHistory> each) {
    byte[] all = HistoryKeys.all(history);
    try (Scan scan = store.scan(Family.HISTORY, all, HistoryKeys.after(all))) {
      for (String profileId : profileIds) {
        byte[] profile = HistoryKeys.profile(history, profileId);
        HistoryInProgress read = new HistoryInProgress(profileId, notBefore);
        boolean more = scan.seek(profile);
        byte[] key = more ? scan.key() : profile;
        while (more && HistoryKeys.belongsTo(key, profile)) {
          read.add(key, scan.value());
          more = scan.next();
          key = more ? scan.key() : key;
        }
        if (!each.test(read.finished())) {
          return;
        }
      }
    }
  }

  /** The last position of each profile that is known; the others are left out. */
  public List<DirtyProfile> lastPositions(String history, List<String> profileIds) {
    List<byte[]> keys = profileIds.stream().map(id -> HistoryKeys.profile(history, id)).toList();
    List<byte @Nullable []> found = store.getAll(Family.PROFILES, keys);
    List<DirtyProfile> known = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] position = found.get(i);
      if (position != null) {
        known.add(new DirtyProfile(profileIds.get(i), HistoryKeys.number(position)));
      }
    }
    return known;
  }

  /** Every profile's id, in key order. */
  public void forEachId(String history, Consumer<String> each) {
    byte[] all = HistoryKeys.all(history);
    try (Scan scan = store.sweep(Family.PROFILES, all, HistoryKeys.after(all))) {
      while (scan.next()) {
        each.accept(HistoryKeys.profileId(scan.key()));
      }
    }
  }

  /** Of every consumer that ever finished a position: histories and others. */
  public Set<String> consumers() {
    Set<String> names = new TreeSet<>();
    try (Scan scan = store.scan(Family.CURSORS, new byte[0], null)) {
      while (scan.next()) {
        names.add(new KeyReader(scan.key()).text());
      }
    }
    return names;
  }

  /** Counts the profiles one by one. */
  public long countProfiles(String history) {
    byte[] all = HistoryKeys.all(history);
    long count = 0;
    try (Scan scan = store.sweep(Family.PROFILES, all, HistoryKeys.after(all))) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  /**
   * The next profiles in key order, each whole, up to a number or when there are more bytes than
   * given; empty at the end. An event that comes meanwhile may or may not be seen.
   *
   * @param after begins behind this profile; empty: at the first
   */
  public List<ProfileHistory> next(
      String history, String after, Instant notBefore, int maxProfiles, long maxBytes) {
    byte[] all = HistoryKeys.all(history);
    byte[] from = after.isEmpty() ? all : HistoryKeys.after(HistoryKeys.profile(history, after));
    List<ProfileHistory> profiles = new ArrayList<>();
    try (Scan scan = store.sweep(Family.HISTORY, from, HistoryKeys.after(all))) {
      long bytes = 0;
      boolean more = scan.next();
      while (more && profiles.size() < maxProfiles && bytes < maxBytes) {
        byte[] key = scan.key();
        byte[] profile = HistoryKeys.profileOf(key);
        HistoryInProgress read = new HistoryInProgress(HistoryKeys.profileId(profile), notBefore);
        do {
          byte[] value = scan.value();
          bytes += value.length;
          read.add(key, value);
          more = scan.next();
          key = more ? scan.key() : key;
        } while (more && HistoryKeys.belongsTo(key, profile));
        profiles.add(read.finished());
      }
    }
    return profiles;
  }

  /** Forgets a history whole, with the cursor of the keyer that fills it. */
  public void forget(String history) {
    byte[] all = HistoryKeys.all(history);
    byte[] end = HistoryKeys.after(all);
    try (Batch batch = batch()) {
      batch.deleteRange(Family.HISTORY, all, end);
      batch.deleteRange(Family.PROFILES, all, end);
      for (Lane lane : Lane.values()) {
        marks(history, lane).removeAll(batch);
      }
      batch.delete(Family.CURSORS, HistoryKeys.cursor(history));
      write(batch, true);
    }
  }

  /** Takes the profile's marks out of all lanes; to be committed with {@link #commit}. */
  void unmark(Batch batch, String history, String profileId) {
    for (Lane lane : Lane.values()) {
      marks(history, lane).remove(batch, profileId);
    }
  }

  private DirtyMarks marks(String history, Lane lane) {
    return marks.computeIfAbsent(
        List.of(history, lane), key -> new DirtyMarks(store, history, lane));
  }

  /** Writes what the change makes of the store, while nobody else writes. */
  void change(Consumer<Batch> change) {
    writing.lock();
    try (Batch batch = batch()) {
      change.accept(batch);
      store.write(batch, false);
    } finally {
      writing.unlock();
    }
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

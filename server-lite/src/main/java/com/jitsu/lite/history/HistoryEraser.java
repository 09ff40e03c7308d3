package com.jitsu.lite.history;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeySpan;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds events in all histories at once, and takes them out. Thread-safe; but what is taken out
 * comes back if a keyer read it before and writes it later: let all keyers rest meanwhile.
 */
public final class HistoryEraser {

  private static final int KEYS_PER_SCAN = 100_000;

  private final RocksStore store;
  private final History history;

  public HistoryEraser(RocksStore store, History history) {
    this.store = requireNonNull(store);
    this.history = requireNonNull(history);
  }

  /** Every history that has a profile or an event, ordered. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Family family : List.of(Family.PROFILES, Family.HISTORY)) {
      byte[] from = new byte[0];
      while (true) {
        try (Scan scan = store.scan(family, from, null)) {
          if (!scan.next()) {
            break;
          }
          String name = HistoryKeys.historyName(scan.key());
          names.add(name);
          from = HistoryKeys.after(HistoryKeys.all(name));
        }
      }
    }
    return names;
  }

  /** Whether a history knows the profile. */
  public boolean knows(String profileId) {
    return names().stream()
        .anyMatch(name -> store.get(Family.PROFILES, HistoryKeys.profile(name, profileId)) != null);
  }

  /** All events that stand under the profile id, in any history, in order within each. */
  public List<EventCopy> of(String profileId) {
    List<EventCopy> copies = new ArrayList<>();
    for (String name : names()) {
      byte[] profile = HistoryKeys.profile(name, profileId);
      try (Scan scan = store.scan(Family.HISTORY, profile, HistoryKeys.after(profile))) {
        while (scan.next()) {
          copies.add(copy(scan.key()));
        }
      }
    }
    return copies;
  }

  /** The event as it is kept there; empty if it is not any more. */
  public Optional<byte[]> json(EventCopy copy) {
    return Optional.ofNullable(store.get(Family.HISTORY, copy.key())).map(HistoryKeys::json);
  }

  /** Where the profile's events are, or were before they became too old. */
  public List<KeySpan> spans(String profileId) {
    return names().stream()
        .map(name -> HistoryKeys.profile(name, profileId))
        .map(profile -> new KeySpan(Family.HISTORY, profile, HistoryKeys.after(profile)))
        .toList();
  }

  /** All copies of the events at these positions, under whatever profile; reads every key. */
  public List<EventCopy> at(LongPredicate positions) {
    List<EventCopy> copies = new ArrayList<>();
    byte @Nullable [] from = new byte[0];
    // Piece by piece: a scan keeps deleted data on disk.
    while (from != null) {
      from = at(positions, from, copies);
    }
    return copies;
  }

  /**
   * Takes the copies out, to be committed with {@link History#commit}. A profile that has other
   * events is marked dirty in both lanes; one that has none is forgotten.
   *
   * @return keys that were deleted or replaced, for {@link RocksStore#scrub}
   */
  public Map<Family, List<byte[]>> erase(Batch batch, List<EventCopy> copies) {
    Map<Family, List<byte[]>> touched = new LinkedHashMap<>();
    Map<List<String>, List<EventCopy>> byProfile = new LinkedHashMap<>();
    for (EventCopy copy : copies) {
      byProfile
          .computeIfAbsent(List.of(copy.history(), copy.profileId()), key -> new ArrayList<>())
          .add(copy);
      batch.delete(Family.HISTORY, copy.key());
      touch(touched, Family.HISTORY, copy.key());
    }
    byProfile.forEach(
        (profile, erased) -> left(batch, profile.get(0), profile.get(1), erased, touched));
    return touched;
  }

  /**
   * Forgets marks and the profile itself where no event is left, also what an earlier call that was
   * cut short has left; to be committed with {@link History#commit}.
   */
  public Map<Family, List<byte[]>> forget(Batch batch, String profileId) {
    Map<Family, List<byte[]>> touched = new LinkedHashMap<>();
    for (String name : names()) {
      left(batch, name, profileId, List.of(), touched);
    }
    return touched;
  }

  private byte @Nullable [] at(LongPredicate positions, byte[] from, List<EventCopy> copies) {
    try (Scan scan = store.sweep(Family.HISTORY, from, null)) {
      for (int i = 0; i < KEYS_PER_SCAN; i++) {
        if (!scan.next()) {
          return null;
        }
        byte[] key = scan.key();
        if (positions.test(HistoryKeys.position(key))) {
          copies.add(copy(key));
        }
      }
      return scan.next() ? scan.key() : null;
    }
  }

  private void left(
      Batch batch,
      String name,
      String profileId,
      List<EventCopy> erased,
      Map<Family, List<byte[]>> touched) {
    Set<byte[]> gone = new TreeSet<>(Arrays::compareUnsigned);
    erased.forEach(copy -> gone.add(copy.key()));
    byte[] profile = HistoryKeys.profile(name, profileId);
    long last = 0;
    try (Scan scan = store.scan(Family.HISTORY, profile, HistoryKeys.after(profile))) {
      while (scan.next()) {
        if (!gone.contains(scan.key())) {
          last = HistoryKeys.position(scan.key());
        }
      }
    }
    touch(touched, Family.PROFILES, profile);
    for (Lane lane : Lane.values()) {
      touch(touched, Family.DIRTY, HistoryKeys.mark(name, lane, profileId));
    }
    if (last > 0) {
      batch.put(Family.PROFILES, profile, HistoryKeys.number(last));
      for (Lane lane : Lane.values()) {
        history.markDirty(batch, name, lane, profileId, last);
      }
    } else {
      batch.delete(Family.PROFILES, profile);
      history.unmark(batch, name, profileId);
    }
  }

  private static EventCopy copy(byte[] key) {
    return new EventCopy(
        HistoryKeys.historyName(key), HistoryKeys.profileId(key), HistoryKeys.position(key), key);
  }

  private static void touch(Map<Family, List<byte[]>> touched, Family family, byte[] key) {
    touched.computeIfAbsent(family, none -> new ArrayList<>()).add(key);
  }
}

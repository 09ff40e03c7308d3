package com.jitsu.lite.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.RocksStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;

  private RocksStore store;
  private History history;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder);
    history = new History(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aProfileIsReadInTheOrderOfAcceptance() {
    append("b1", "u1", 300, 1, 256);
    append("b1", "u2", 2);
    append("b2", "u1", 4);

    assertThat(read("b1", "u1", Instant.MIN)).containsExactly("1", "256", "300");
    assertThat(history.read("b1", "u1", Instant.MIN).lastPosition()).isEqualTo(300);
    assertThat(read("b1", "u", Instant.MIN)).isEmpty();
    assertThat(history.read("b1", "unknown", Instant.MIN).lastPosition()).isZero();
  }

  @Test
  void theWindowCountsFromAcceptance() {
    append("b1", "u1", 1, 2, 3);

    assertThat(read("b1", "u1", START.plusSeconds(2))).containsExactly("2", "3");
    assertThat(read("b1", "u1", START.plusSeconds(9))).isEmpty();
    assertThat(history.read("b1", "u1", START.plusSeconds(9)).lastPosition()).isEqualTo(3);
  }

  @Test
  void idsMayHoldAnything() {
    List<String> ids = List.of("", "a", "a\0", "a\0\u0001", "ab", "a/b", "😀", "ÿ");
    for (int i = 0; i < ids.size(); i++) {
      append("b1", ids.get(i), i + 1);
      append("b1\0", ids.get(i), i + 100);
    }

    for (int i = 0; i < ids.size(); i++) {
      assertThat(read("b1", ids.get(i), Instant.MIN)).containsExactly(String.valueOf(i + 1));
    }
    assertThat(history.countProfiles("b1")).isEqualTo(ids.size());
    List<String> visited = new ArrayList<>();
    all("b1").forEach(profile -> visited.add(profile.profileId()));
    assertThat(visited).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void everyProfileIsVisitedOnceAndWhole() {
    try (Batch batch = history.batch()) {
      for (int profile = 0; profile < 5_000; profile++) {
        for (int i = 0; i < 1 + profile % 3; i++) {
          history.append(batch, "b1", "u" + profile, entry(profile * 10L + i + 1));
        }
      }
      history.append(batch, "b2", "other", entry(1));
      history.commit(batch);
    }

    List<String> visited = new ArrayList<>();
    all("b1")
        .forEach(
            profile -> {
              visited.add(profile.profileId());
              int number = Integer.parseInt(profile.profileId().substring(1));
              assertThat(profile.events()).hasSize(1 + number % 3);
              assertThat(profile.lastPosition()).isEqualTo(number * 10L + 1 + number % 3);
            });
    assertThat(visited).hasSize(5_000).doesNotHaveDuplicates();
    assertThat(visited).isSorted();
    assertThat(history.countProfiles("b1")).isEqualTo(5_000);
    assertThat(history.countProfiles("unknown")).isZero();
  }

  @Test
  void aPartEndsWhenItHasEnoughProfilesOrBytesAndTheNextBeginsBehindIt() {
    try (Batch batch = history.batch()) {
      for (int i = 0; i < 10; i++) {
        history.append(batch, "b1", "u" + i, entry(i + 1));
      }
      history.commit(batch);
    }

    assertThat(history.next("b1", "", Instant.MIN, 3, Long.MAX_VALUE))
        .extracting(ProfileHistory::profileId)
        .containsExactly("u0", "u1", "u2");
    assertThat(history.next("b1", "u2", Instant.MIN, 100, 1))
        .extracting(ProfileHistory::profileId)
        .containsExactly("u3");
    assertThat(history.next("b1", "u9", Instant.MIN, 100, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void eventsThatWereMadeOfOneAreAllKeptInTheirOrder() {
    try (Batch batch = history.batch()) {
      for (int i = 0; i < 300; i++) {
        history.append(batch, "b1", "u1", entry(7, i), i);
      }
      history.append(batch, "b1", "u1", entry(8, 300));
      history.commit(batch);
    }

    assertThat(read("b1", "u1", Instant.MIN))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 300).mapToObj(String::valueOf).toList());
    assertThat(history.read("b1", "u1", Instant.MIN).lastPosition()).isEqualTo(8);
  }

  @Test
  void lanesAreMarkedAndCleanedApart() {
    mark("b1", Lane.LIVE, "u1", 1);
    mark("b1", Lane.REBUILD, "u1", 2);
    mark("b2", Lane.LIVE, "u1", 3);

    history.cleanAll("b1", Lane.REBUILD);

    assertThat(history.dirty("b1", Lane.LIVE, 10)).containsExactly(new DirtyProfile("u1", 1));
    assertThat(history.dirty("b1", Lane.REBUILD, 10)).isEmpty();
    assertThat(history.countDirty("b1", Lane.REBUILD)).isZero();
    assertThat(history.dirty("b2", Lane.LIVE, 10)).containsExactly(new DirtyProfile("u1", 3));
  }

  @Test
  void aMarkRenewedByALaterEventStays() {
    mark("b1", Lane.LIVE, "u1", 1);
    mark("b1", Lane.LIVE, "u2", 2);
    List<DirtyProfile> built = history.dirty("b1", Lane.LIVE, 10);
    mark("b1", Lane.LIVE, "u1", 3);

    history.clean("b1", Lane.LIVE, built);

    assertThat(history.dirty("b1", Lane.LIVE, 10)).containsExactly(new DirtyProfile("u1", 3));
    assertThat(history.countDirty("b1", Lane.LIVE)).isEqualTo(1);
  }

  @Test
  void searchingGoesAroundSoThatNoProfileStarves() {
    for (String id : List.of("u1", "u2", "u3", "u4", "u5")) {
      mark("b1", Lane.LIVE, id, 1);
    }

    assertThat(ids(2)).containsExactly("u1", "u2");
    assertThat(ids(2)).containsExactly("u3", "u4");
    assertThat(ids(2)).containsExactly("u5", "u1");
    assertThat(ids(9)).containsExactly("u2", "u3", "u4", "u5", "u1");
    history.clean("b1", Lane.LIVE, history.dirty("b1", Lane.LIVE, 9));
    assertThat(ids(9)).isEmpty();
    mark("b1", Lane.LIVE, "u0", 2);
    assertThat(ids(9)).containsExactly("u0");
  }

  @Test
  void moreMarksThanAreRememberedAreAllFound() {
    assertThat(ids(1)).isEmpty();
    try (Batch batch = history.batch()) {
      for (int i = 0; i < 25_000; i++) {
        history.markDirty(batch, "b1", Lane.LIVE, "u" + i, i);
      }
      history.commit(batch);
    }

    assertThat(history.countDirty("b1", Lane.LIVE)).isEqualTo(25_000);
    Set<String> found = new HashSet<>();
    List<DirtyProfile> dirty = history.dirty("b1", Lane.LIVE, 1_000);
    while (!dirty.isEmpty()) {
      dirty.forEach(profile -> found.add(profile.profileId()));
      history.clean("b1", Lane.LIVE, dirty);
      dirty = history.dirty("b1", Lane.LIVE, 1_000);
    }
    assertThat(found).hasSize(25_000);
    assertThat(history.countDirty("b1", Lane.LIVE)).isZero();
  }

  @Test
  void marksAreFoundAgainAfterARestart() {
    assertThat(ids(1)).isEmpty();
    mark("b1", Lane.LIVE, "u1", 7);
    store.close();
    open();

    assertThat(history.dirty("b1", Lane.LIVE, 5)).containsExactly(new DirtyProfile("u1", 7));
  }

  @Test
  void noMarkIsLostBetweenThoseWhoMarkAndThoseWhoClean() throws InterruptedException {
    int marks = 3_000;
    Thread marker =
        new Thread(
            () -> {
              for (int i = 1; i <= marks; i++) {
                mark("b1", Lane.LIVE, "u" + i % 7, i);
              }
            });
    marker.start();
    Set<Long> built = new HashSet<>();
    boolean last = false;
    while (true) {
      List<DirtyProfile> dirty = history.dirty("b1", Lane.LIVE, 3);
      dirty.forEach(profile -> built.add(profile.position()));
      history.clean("b1", Lane.LIVE, dirty);
      if (dirty.isEmpty() && last) {
        break;
      }
      last = !marker.isAlive();
    }
    marker.join();

    // The newest mark of each profile must have been seen; older ones may have been overwritten.
    for (long i = marks; i > marks - 7; i--) {
      assertThat(built).contains(i);
    }
  }

  @Test
  void cursorsTravelWithTheirEffect() {
    assertThat(history.cursor("b1")).isZero();
    try (Batch batch = history.batch()) {
      history.append(batch, "b1", "u1", entry(1));
      history.moveCursor(batch, "b1", 1);
      assertThat(history.cursor("b1")).isZero();
      history.commit(batch);
    }
    store.close();
    open();

    assertThat(history.cursor("b1")).isEqualTo(1);
    assertThat(read("b1", "u1", Instant.MIN)).containsExactly("1");
  }

  @Test
  void forgettingABuilderTouchesNoOther() {
    for (String builder : List.of("b1", "b2")) {
      append(builder, "u1", 1);
      mark(builder, Lane.LIVE, "u1", 1);
      try (Batch batch = history.batch()) {
        history.moveCursor(batch, builder, 7);
        history.commit(batch);
      }
    }

    history.forget("b1");

    assertThat(read("b1", "u1", Instant.MIN)).isEmpty();
    assertThat(history.countProfiles("b1")).isZero();
    assertThat(history.dirty("b1", Lane.LIVE, 1)).isEmpty();
    assertThat(history.cursor("b1")).isZero();
    assertThat(read("b2", "u1", Instant.MIN)).containsExactly("1");
    assertThat(history.countProfiles("b2")).isEqualTo(1);
    assertThat(history.dirty("b2", Lane.LIVE, 1)).hasSize(1);
    assertThat(history.cursor("b2")).isEqualTo(7);
  }

  private void append(String builder, String profileId, long... positions) {
    try (Batch batch = history.batch()) {
      for (long position : positions) {
        history.append(batch, builder, profileId, entry(position));
      }
      history.commit(batch);
    }
  }

  private void mark(String builder, Lane lane, String profileId, long position) {
    try (Batch batch = history.batch()) {
      history.markDirty(batch, builder, lane, profileId, position);
      history.commit(batch);
    }
  }

  private List<String> ids(int limit) {
    return history.dirty("b1", Lane.LIVE, limit).stream().map(DirtyProfile::profileId).toList();
  }

  private List<String> read(String builder, String profileId, Instant notBefore) {
    return history.read(builder, profileId, notBefore).events().stream()
        .map(json -> new String(json, UTF_8))
        .toList();
  }

  /** Accepted one second later for each position; its JSON is the position. */
  private static JournalEntry entry(long position) {
    return entry(position, position);
  }

  private static JournalEntry entry(long position, long json) {
    return new JournalEntry(
        position, START.plusSeconds(position), "browser", String.valueOf(json).getBytes(UTF_8));
  }

  private List<ProfileHistory> all(String name) {
    List<ProfileHistory> all = new ArrayList<>();
    List<ProfileHistory> next = history.next(name, "", Instant.MIN, 700, Long.MAX_VALUE);
    while (!next.isEmpty()) {
      all.addAll(next);
      String last = next.get(next.size() - 1).profileId();
      next = history.next(name, last, Instant.MIN, 700, Long.MAX_VALUE);
    }
    return all;
  }
}

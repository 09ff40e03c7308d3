package com.jitsu.lite.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryEraserTest {

  @TempDir Path folder;
  private RocksStore store;
  private History history;
  private HistoryEraser eraser;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder);
    history = new History(store);
    eraser = new HistoryEraser(store, history);
    append("byMail", "a@b.c", 1, 2, 3);
    append("byMail", "x@y.z", 4);
    append("byUser", "u1", 1, 2);
    append("byUser", "u2", 3, 4);
    append("byUser", "a@b.c-too", 5);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void eventsAreFoundByProfileAndByPosition() {
    assertThat(eraser.names()).containsExactly("byMail", "byUser");
    assertThat(eraser.knows("u1")).isTrue();
    assertThat(eraser.knows("u")).isFalse();
    assertThat(places(eraser.of("a@b.c")))
        .containsExactly("byMail a@b.c 1", "byMail a@b.c 2", "byMail a@b.c 3");
    assertThat(places(eraser.at(Set.of(2L, 3L)::contains)))
        .containsExactly("byMail a@b.c 2", "byMail a@b.c 3", "byUser u1 2", "byUser u2 3");
    assertThat(eraser.json(eraser.of("u2").get(1)).orElseThrow()).asString().isEqualTo("event 4");
  }

  @Test
  void whoHasOtherEventsIsBuiltAgainAndWhoHasNoneIsForgotten() {
    mark("byMail", "a@b.c");
    history.dirty("byMail", Lane.LIVE, 10);

    Map<Family, List<byte[]>> touched = erase(eraser.at(Set.of(1L, 2L, 3L)::contains));

    assertThat(touched).containsOnlyKeys(Family.HISTORY, Family.PROFILES, Family.DIRTY);
    assertThat(places(eraser.at(position -> true)))
        .containsExactly("byMail x@y.z 4", "byUser a@b.c-too 5", "byUser u2 4");
    assertThat(history.countProfiles("byMail")).isEqualTo(1);
    assertThat(history.countProfiles("byUser")).isEqualTo(2);
    for (Lane lane : Lane.values()) {
      assertThat(history.dirty("byMail", lane, 10)).isEmpty();
      assertThat(history.dirty("byUser", lane, 10)).containsExactly(new DirtyProfile("u2", 4));
    }
    assertThat(erase(List.of())).isEmpty();
  }

  @Test
  void whatAnEarlierCallLeftIsForgottenToo() {
    mark("byUser", "u9");

    try (Batch batch = history.batch()) {
      eraser.forget(batch, "u9");
      eraser.forget(batch, "u2");
      history.commit(batch);
    }

    assertThat(history.dirty("byUser", Lane.LIVE, 10))
        .as("u9 has no events, u2 has some")
        .containsExactly(new DirtyProfile("u2", 4));
  }

  private Map<Family, List<byte[]>> erase(List<EventCopy> copies) {
    try (Batch batch = history.batch()) {
      Map<Family, List<byte[]>> touched = eraser.erase(batch, copies);
      history.commit(batch);
      return touched;
    }
  }

  private void append(String name, String profileId, long... positions) {
    try (Batch batch = history.batch()) {
      for (long position : positions) {
        byte[] json = ("event " + position).getBytes(UTF_8);
        JournalEntry entry = new JournalEntry(position, Instant.EPOCH, "server", json);
        history.append(batch, name, profileId, entry);
      }
      history.commit(batch);
    }
  }

  private void mark(String name, String profileId) {
    try (Batch batch = history.batch()) {
      history.markDirty(batch, name, Lane.LIVE, profileId, 1);
      history.commit(batch);
    }
  }

  private static List<String> places(List<EventCopy> copies) {
    return copies.stream()
        .map(copy -> copy.history() + " " + copy.profileId() + " " + copy.position())
        .toList();
  }
}

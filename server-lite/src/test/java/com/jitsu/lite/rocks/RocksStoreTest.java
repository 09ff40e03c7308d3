package com.jitsu.lite.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.FolderSearch;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {

  @TempDir Path folder;

  @Test
  void aBatchIsThereInAllFamiliesAfterReopening() {
    try (RocksStore store = RocksStore.open(folder)) {
      try (Batch batch = store.batch()) {
        batch.put(Family.HISTORY, bytes("k"), bytes("history"));
        batch.put(Family.CURSORS, bytes("k"), bytes("cursor"));
        assertThat(batch.size()).isEqualTo(2);
        store.write(batch, false);
      }
    }
    try (RocksStore store = RocksStore.open(folder)) {
      assertThat(store.get(Family.HISTORY, bytes("k"))).isEqualTo(bytes("history"));
      assertThat(store.get(Family.CURSORS, bytes("k"))).isEqualTo(bytes("cursor"));
      assertThat(store.get(Family.JOURNAL, bytes("k"))).isNull();
      assertThat(store.getAll(Family.HISTORY, List.of(bytes("x"), bytes("k"))))
          .containsExactly(null, bytes("history"));
      store.check();
    }
  }

  @Test
  void afterAScrubNothingDeletedIsInAnyFile() {
    try (RocksStore store = RocksStore.open(folder)) {
      // Not compressed, so that what is in a table can be seen in its bytes.
      for (int i = 0; i < 2_000; i++) {
        put(store, Family.SEEN, "k" + i, "other value " + i);
      }
      put(store, Family.SEEN, "zz-the-last-key", "person one");
      put(store, Family.SEEN, "k7-person", "person two");
      put(store, Family.PROFILES, "a-person", "person three");
      store.scrub(Map.of(), List.of());
      put(store, Family.SEEN, "k7-person", "person four");
      assertThat(FolderSearch.filesWith(folder, "person two"))
          .as("tables")
          .singleElement()
          .asString()
          .endsWith(".sst");
      assertThat(FolderSearch.filesWith(folder, "person four"))
          .as("the log")
          .singleElement()
          .asString()
          .endsWith(".log");
      assertThat(FolderSearch.filesWith(folder, "zz-the-last-key"))
          .as("tables and what names their last key")
          .anyMatch(file -> file.startsWith("MANIFEST"));

      List<byte[]> deleted =
          List.of(bytes("zz-the-last-key"), bytes("k7-person"), bytes("k8-never-there"));
      try (Batch batch = store.batch()) {
        deleted.forEach(key -> batch.delete(Family.SEEN, key));
        batch.delete(Family.PROFILES, bytes("a-person"));
        store.write(batch, false);
      }
      store.scrub(
          Map.of(Family.SEEN, deleted),
          List.of(new KeySpan(Family.PROFILES, bytes("a"), bytes("b"))));

      assertThat(FolderSearch.filesWith(folder, "person")).isEmpty();
      assertThat(FolderSearch.filesWith(folder, "zz-the-last-key")).isEmpty();
      assertThat(store.get(Family.SEEN, bytes("k1999"))).isEqualTo(bytes("other value 1999"));
    }
    assertThat(FolderSearch.filesWith(folder, "person")).isEmpty();
    try (RocksStore store = RocksStore.open(folder)) {
      assertThat(store.get(Family.SEEN, bytes("k7"))).isEqualTo(bytes("other value 7"));
      assertThat(store.get(Family.SEEN, bytes("k7-person"))).isNull();
    }
  }

  @Test
  void aScanSeesItsRangeAsItWasWhenItBegan() {
    try (RocksStore store = RocksStore.open(folder)) {
      put(store, "a", "b", "c", "d");
      try (Scan scan = store.scan(Family.HISTORY, bytes("b"), bytes("d"))) {
        try (Batch batch = store.batch()) {
          batch.deleteRange(Family.HISTORY, bytes("a"), bytes("d"));
          store.write(batch, false);
        }
        assertThat(keys(scan)).containsExactly("b", "c");
        assertThat(scan.next()).isFalse();
      }
      try (Scan scan = store.sweep(Family.HISTORY, new byte[0], null)) {
        assertThat(keys(scan)).containsExactly("d");
      }
      assertThat(store.lastKey(Family.HISTORY)).isEqualTo(bytes("d"));
      assertThat(store.lastKey(Family.JOURNAL)).isNull();
    }
  }

  @Test
  void whatIsDroppedIsGoneAndTheRestIsThere() {
    try (RocksStore store = RocksStore.open(folder)) {
      put(store, "a", "b", "c", "d");
      store.drop(Family.HISTORY, bytes("b"), bytes("d"));
      store.stopCompacting();
      store.compact(Family.HISTORY, bytes("a"), bytes("z"));
      assertThat(store.logSizeBytes() + store.sizeBytes(Family.HISTORY)).isPositive();
    }
    try (RocksStore store = RocksStore.open(folder);
        Scan scan = store.scan(Family.HISTORY, new byte[0], null)) {
      assertThat(keys(scan)).containsExactly("a", "d");
    }
  }

  @Test
  void aDiskThatDoesNotSayItsRoomIsNotFull() {
    try (RocksStore store = RocksStore.open(folder, OptionalLong::empty)) {
      store.requireRoom();
    }
    try (RocksStore store =
        RocksStore.open(folder, () -> OptionalLong.of(RocksStore.ROOM_TO_RECOVER - 1))) {
      assertThatThrownBy(store::requireRoom)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("JITSU-0607")
          .hasMessageContaining("191 MB are free");
      put(store, "what was taken in before is still worked on");
    }
  }

  @Test
  void aFolderInUseIsRefusedWithTheWayOut() {
    try (RocksStore first = RocksStore.open(folder)) {
      assertThatThrownBy(() -> RocksStore.open(folder))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("JITSU-0601")
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("--data");
      first.check();
    }
    RocksStore.open(folder).close();
  }

  @Test
  void aDamagedFolderSaysSo() throws IOException {
    try (RocksStore store = RocksStore.open(folder)) {
      put(store, "a");
    }
    Files.writeString(folder.resolve("CURRENT"), "MANIFEST-999999\n");

    assertThatThrownBy(() -> RocksStore.open(folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0605")
        .hasMessageContaining("backup");
  }

  @Test
  void aFileInPlaceOfTheFolderSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> RocksStore.open(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0606");
  }

  @Test
  void useAfterCloseIsRefusedAndClosingAgainIsHarmless() {
    RocksStore store = RocksStore.open(folder);
    put(store, "a", "b");
    Batch batch = store.batch();
    batch.put(Family.HISTORY, bytes("c"), bytes("c"));
    Scan scan = store.scan(Family.HISTORY, new byte[0], null);
    scan.next();
    store.close();
    store.close();

    assertThatThrownBy(store::check).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.get(Family.HISTORY, bytes("a")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.scan(Family.HISTORY, bytes("a"), null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(scan::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(scan::value).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> batch.put(Family.HISTORY, bytes("d"), bytes("d")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.write(batch, true)).isInstanceOf(IllegalStateException.class);
    scan.close();
    batch.close();
    batch.close();
    assertThatThrownBy(() -> store.write(batch, true)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingWhileOthersWorkEndsThemWithoutHarm() throws InterruptedException {
    RocksStore store = RocksStore.open(folder);
    List<Throwable> ends = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      Thread worker = new Thread(() -> work(store, "w" + number, ends));
      worker.start();
      workers.add(worker);
    }
    while (store.get(Family.HISTORY, bytes("w3")) == null) {
      Thread.onSpinWait();
    }
    store.close();
    for (Thread worker : workers) {
      worker.join();
    }

    assertThat(ends)
        .hasSize(4)
        .allSatisfy(end -> assertThat(end).isInstanceOf(IllegalStateException.class));
  }

  private static void work(RocksStore store, String key, List<Throwable> ends) {
    try {
      while (true) {
        put(store, key);
        try (Scan scan = store.scan(Family.HISTORY, new byte[0], null)) {
          keys(scan);
        }
      }
    } catch (RuntimeException e) {
      ends.add(e);
    }
  }

  private static void put(RocksStore store, String... keys) {
    try (Batch batch = store.batch()) {
      for (String key : keys) {
        batch.put(Family.HISTORY, bytes(key), bytes(key));
      }
      store.write(batch, false);
    }
  }

  private static List<String> keys(Scan scan) {
    List<String> keys = new ArrayList<>();
    while (scan.next()) {
      keys.add(new String(scan.key(), UTF_8));
    }
    return keys;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void put(RocksStore store, Family family, String key, String value) {
    try (Batch batch = store.batch()) {
      batch.put(family, bytes(key), bytes(value));
      store.write(batch, false);
    }
  }
}

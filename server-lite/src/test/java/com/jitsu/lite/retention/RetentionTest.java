package com.jitsu.lite.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.history.History;
import com.jitsu.lite.history.HistorySweep;
import com.jitsu.lite.history.ProfileHistory;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.MovableClock;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.RocksStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock("2026-01-01T00:00:00Z");
  private final List<HistoryWindow> windows = new ArrayList<>();
  private RocksStore store;
  private RocksJournal journal;
  private History history;
  private Retention retention;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder);
    journal = new RocksJournal(store, clock, 1_000);
    journal.start();
    history = new History(store);
    retention = new Retention(store, journal, history, DAY.multipliedBy(30), () -> windows, clock);
  }

  @AfterEach
  void close() {
    retention.close();
    journal.close();
    store.close();
  }

  @Test
  void theJournalKeepsItsRetentionAndWhatSomebodyHasNotRead() throws Exception {
    for (int day = 1; day <= 100; day++) {
      journal
          .append(List.of(new AcceptedEvent("server", "m" + day, "{}".getBytes(UTF_8))))
          .get(10, TimeUnit.SECONDS);
      clock.move(DAY);
    }
    retention.dropOfJournal();
    assertThat(first()).as("nobody has read anything").isEqualTo(1);

    finished("loader", 100);
    finished("b1", 20);
    retention.dropOfJournal();
    assertThat(first()).as("b1 goes on with its next").isEqualTo(21);

    finished("b1", 100);
    retention.dropOfJournal();
    assertThat(first()).as("30 days").isEqualTo(71);

    clock.move(DAY.multipliedBy(400));
    retention.dropOfJournal();
    assertThat(first()).as("the newest, to count on from").isEqualTo(100);
    assertThat(journal.head()).isEqualTo(101);
  }

  @Test
  void historiesLoseWhatIsOlderThanTheirWindowAndProfilesThatAreEmptyThen() throws Exception {
    append("b1", "always", 1, 200);
    append("b1", "gone", 1, 3);
    append("b1", "gone-long", 1, 50);
    append("b1", "recent", 195, 200);
    append("b2", "gone", 1, 3);
    clock.move(DAY.multipliedBy(200));
    windows.add(new HistoryWindow("b1", DAY.multipliedBy(10)));

    retention.dropOfHistories();

    assertThat(days("b1", "always")).hasSize(10);
    assertThat(days("b1", "recent")).hasSize(6);
    assertThat(days("b1", "gone")).isEmpty();
    assertThat(history.read("b1", "gone", Instant.MIN).lastPosition()).isZero();
    assertThat(history.countProfiles("b1")).isEqualTo(2);
    assertThat(days("b2", "gone")).as("another builder's").hasSize(3);
    List<String> visited = new ArrayList<>();
    history.forEachId("b1", visited::add);
    assertThat(visited).containsExactly("always", "recent");
  }

  @Test
  void aProfileThatGetsAnEventMeanwhileIsKept() {
    append("b1", "u1", 1, 3);
    append("b1", "u2", 1, 40);
    clock.move(DAY.multipliedBy(200));
    HistorySweep sweep = new HistorySweep(store, history, "b1", clock.instant());

    assertThat(sweep.step(1)).isTrue();
    append("b1", "u1", 201, 201);
    append("b1", "u2", 202, 202);
    assertThat(sweep.step(1)).isFalse();

    assertThat(sweep.dropped()).isEqualTo(43);
    assertThat(history.countProfiles("b1")).isEqualTo(2);
    assertThat(days("b1", "u1")).containsExactly("201");
    assertThat(days("b1", "u2")).containsExactly("202");
  }

  @Test
  void aWalkInStepsOfAnySizeDropsTheSame() {
    for (int step : new int[] {1, 7, 1_000}) {
      String builder = "b" + step;
      for (int profile = 1; profile <= 30; profile++) {
        append(builder, "u" + profile, profile, profile + 20);
      }
      Instant notBefore = Instant.parse("2026-01-31T00:00:00Z");

      HistorySweep sweep = new HistorySweep(store, history, builder, notBefore);
      int steps = 1;
      while (sweep.step(step)) {
        steps++;
      }
      sweep.finish();

      assertThat(steps).isLessThanOrEqualTo(31);
      assertThat(sweep.seen()).isEqualTo(30 * 21);
      for (int profile = 1; profile <= 30; profile++) {
        String id = "u" + profile;
        assertThat(days(builder, id)).hasSize(Math.min(21, Math.max(0, profile + 20 - 30)));
      }
      assertThat(history.countProfiles(builder)).isEqualTo(20);
    }
  }

  private long first() {
    return journal.oldest().orElseThrow().position();
  }

  private void finished(String consumer, long position) {
    try (Batch batch = history.batch()) {
      history.moveCursor(batch, consumer, position);
      history.commit(batch);
    }
  }

  /** One event for each day of 2026 from the first to the last, day 1 is the first of January. */
  private void append(String builder, String profileId, int firstDay, int lastDay) {
    try (Batch batch = history.batch()) {
      for (int day = firstDay; day <= lastDay; day++) {
        history.append(
            batch,
            builder,
            profileId,
            new JournalEntry(
                day,
                Instant.parse("2026-01-01T00:00:00Z").plus(DAY.multipliedBy(day - 1)),
                "server",
                String.valueOf(day).getBytes(UTF_8)));
      }
      history.commit(batch);
    }
  }

  private List<String> days(String builder, String profileId) {
    ProfileHistory profile = history.read(builder, profileId, Instant.MIN);
    return profile.events().stream().map(json -> new String(json, UTF_8)).toList();
  }
}

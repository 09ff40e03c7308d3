package com.jitsu.lite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksJournalTest {

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock("2026-11-22T10:00:00Z");
  private RocksStore store;
  private RocksJournal journal;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder);
    journal = new RocksJournal(store, clock, 1_000);
    journal.start();
  }

  @AfterEach
  void close() {
    journal.close();
    store.close();
  }

  @Test
  void eventsComeBackInOrderWithTheirTimeAndSource() {
    append(event("browser", "m1"), event("server", "m2"));
    clock.move(Duration.ofSeconds(5));
    append(event("browser", "m3"));

    List<JournalEntry> entries = journal.read(1, 10);
    assertThat(entries).extracting(JournalEntry::position).containsExactly(1L, 2L, 3L);
    assertThat(entries)
        .extracting(entry -> new String(entry.json(), UTF_8))
        .containsExactly("{\"id\":\"m1\"}", "{\"id\":\"m2\"}", "{\"id\":\"m3\"}");
    assertThat(entries)
        .extracting(JournalEntry::source)
        .containsExactly("browser", "server", "browser");
    assertThat(entries.get(1).acceptedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(entries.get(2).acceptedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:05Z"));
    assertThat(journal.read(2, 1)).extracting(JournalEntry::position).containsExactly(2L);
    assertThat(journal.read(4, 10)).isEmpty();
    journal.check();
  }

  @Test
  void positionsGoOnAfterARestart() {
    append(event("browser", "m1"), event("browser", "m2"));
    reopen();

    assertThat(journal.head()).isEqualTo(3);
    append(event("browser", "m3"));
    assertThat(journal.read(1, 10)).extracting(JournalEntry::position).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatIsDroppedIsPassedOverAndCountingGoesOn() {
    assertThat(journal.oldest()).isEmpty();
    assertThat(journal.firstSince(Instant.MIN)).isEqualTo(1);
    for (int day = 1; day <= 10; day++) {
      append(event("browser", "a" + day), event("browser", "b" + day));
      clock.move(Duration.ofDays(1));
    }
    Instant fourth = Instant.parse("2026-11-25T10:00:00Z");
    assertThat(journal.firstSince(fourth)).isEqualTo(7);
    assertThat(journal.firstSince(fourth.plusMillis(1))).isEqualTo(9);
    assertThat(journal.firstSince(clock.instant())).isEqualTo(21);

    assertThat(journal.dropBefore(7)).isEqualTo(7);

    for (int i = 0; i < 2; i++) {
      assertThat(journal.oldest().map(JournalEntry::acceptedAt)).contains(fourth);
      assertThat(journal.read(1, 2)).extracting(JournalEntry::position).containsExactly(7L, 8L);
      assertThat(journal.firstSince(Instant.MIN)).isEqualTo(7);
      assertThat(journal.dropBefore(3)).as("never back").isEqualTo(7);
      reopen();
    }
    assertThat(journal.dropBefore(journal.head())).as("the newest stays").isEqualTo(20);
    reopen();
    assertThat(journal.dropBefore(Long.MAX_VALUE)).isEqualTo(20);
    append(event("browser", "m"));
    assertThat(journal.read(1, 9)).extracting(JournalEntry::position).containsExactly(20L, 21L);
  }

  @Test
  void whatIsDroppedIsGivenBackToTheDisk() {
    Random random = new Random(1);
    for (int batch = 0; batch < 30; batch++) {
      AcceptedEvent[] events = new AcceptedEvent[100];
      for (int i = 0; i < events.length; i++) {
        byte[] large = new byte[40_000];
        random.nextBytes(large);
        events[i] = new AcceptedEvent("browser", "m" + batch + "-" + i, large);
      }
      append(events);
    }
    // The logs are bounded and go with later writes.
    long before = store.sizeBytes(Family.JOURNAL);

    journal.dropBefore(2_900);

    assertThat(before).isGreaterThan(1_500L * 40_000);
    assertThat(store.sizeBytes(Family.JOURNAL)).isLessThan(before / 10);
    assertThat(journal.read(1, 1)).extracting(JournalEntry::position).containsExactly(2_900L);
  }

  @Test
  void whatIsErasedIsGoneAndPositionsGoOnBehindTheNewestAlsoAfterARestart() {
    append(event("server", "m1"), event("server", "m2"), event("server", "m3"));
    List<JournalEntry> all = journal.readAll(List.of(1L, 3L, 9L));
    assertThat(all).extracting(JournalEntry::position).containsExactly(1L, 3L);

    try (Batch batch = store.batch()) {
      assertThat(journal.erase(batch, all)).hasSize(2);
      store.write(batch, true);
    }
    reopen();

    assertThat(journal.head()).isEqualTo(4);
    assertThat(journal.read(1, 10)).extracting(JournalEntry::position).containsExactly(2L, 3L);
    JournalEntry newest = journal.read(3, 1).get(0);
    assertThat(newest.json()).asString().isEqualTo("{}");
    assertThat(newest.source()).isEmpty();
    assertThat(newest.acceptedAt()).isEqualTo(all.get(1).acceptedAt());
    append(event("server", "m4"));
    assertThat(journal.read(4, 1)).extracting(JournalEntry::position).containsExactly(4L);
  }

  @Test
  void aMessageSeenWithin24HoursIsAcceptedButNotStoredAgain() {
    assertThat(append(event("browser", "m1"), event("browser", "m1"))).isEqualTo(1);
    assertThat(append(event("browser", "m1"), event("browser", "m2"))).isEqualTo(1);
    assertThat(append(event("server", "m1"))).as("another source").isEqualTo(1);
    reopen();
    clock.set("2026-11-23T09:59:59.999Z");
    assertThat(append(event("browser", "m1"))).isZero();
    clock.set("2026-11-23T10:00:00Z");
    assertThat(append(event("browser", "m1"))).isEqualTo(1);
    assertThat(append(event("browser", ""), event("browser", ""))).as("no id").isEqualTo(2);
    assertThat(journal.head()).isEqualTo(7);
  }

  @Test
  void theMemoryOfOldDaysIsDroppedAtDayChangeAndAtStart() {
    append(event("browser", "m1"));
    clock.move(Duration.ofDays(1));
    append(event("browser", "m2"));
    assertThat(remembered()).isEqualTo(2);
    clock.move(Duration.ofDays(1));
    append(event("browser", "m3"));
    assertThat(remembered()).isEqualTo(2);
    clock.move(Duration.ofDays(9));
    reopen();
    assertThat(remembered()).isZero();
  }

  @Test
  void duplicatesAreDroppedAmongAppendsThatAreWrittenTogether() throws InterruptedException {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> senders =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          await(go);
                          for (int k = 0; k < 50; k++) {
                            CompletableFuture<Integer> answer =
                                journal.append(List.of(event("browser", "m" + k)));
                            synchronized (answers) {
                              answers.add(answer);
                            }
                          }
                        }))
            .toList();
    senders.forEach(Thread::start);
    go.countDown();
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(answers.stream().mapToInt(RocksJournalTest::wait).sum()).isEqualTo(50);
    assertThat(journal.head()).isEqualTo(51);
  }

  @Test
  void tooMuchWaitingIsRefusedAndTheRestUnharmed() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    int refused = 0;
    for (int i = 0; refused == 0 && i < 100_000; i++) {
      List<AcceptedEvent> events = new ArrayList<>();
      for (int k = 0; k < 300; k++) {
        events.add(event("browser", i + "-" + k));
      }
      CompletableFuture<Integer> answer = journal.append(events);
      if (answer.isCompletedExceptionally()) {
        assertThatThrownBy(answer::join).hasCauseInstanceOf(JournalFullException.class);
        refused++;
      } else {
        answers.add(answer);
      }
    }

    assertThat(refused).isEqualTo(1);
    assertThat(answers).allSatisfy(answer -> assertThat(wait(answer)).isEqualTo(300));
    assertThat(journal.head()).isEqualTo(answers.size() * 300L + 1);
  }

  @Test
  void anAppendLargerThanTheQueueGetsInAlone() {
    AcceptedEvent[] events =
        IntStream.range(0, 1_500).mapToObj(i -> event("s", "m" + i)).toArray(AcceptedEvent[]::new);

    assertThat(append(events)).isEqualTo(1_500);
  }

  @Test
  void closingWritesWhatWasAcceptedAndRefusesTheRest() {
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 500)
            .mapToObj(i -> journal.append(List.of(event("browser", "m" + i))))
            .toList();
    journal.close();
    journal.close();

    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(1));
    assertThatThrownBy(() -> journal.append(List.of(event("browser", "late"))).join())
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(journal::check).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReaderIsWokenByTheNextEvent() throws Exception {
    CompletableFuture<Void> woken = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                journal.awaitBeyond(1, Duration.ofMinutes(1));
                woken.complete(null);
              } catch (InterruptedException e) {
                woken.completeExceptionally(e);
              }
            });
    reader.start();
    append(event("browser", "m1"));

    woken.get(20, TimeUnit.SECONDS);
    journal.awaitBeyond(journal.head(), Duration.ofMillis(1));
  }

  @Test
  void aStoreThatIsGoneFailsTheAnswersWithTheCause() {
    append(event("browser", "m1"));
    store.close();

    assertThatThrownBy(() -> append(event("browser", "m2")))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(journal::check).isInstanceOf(IllegalStateException.class);
  }

  private void reopen() {
    close();
    open();
  }

  private int append(AcceptedEvent... events) {
    return wait(journal.append(List.of(events)));
  }

  private int remembered() {
    int count = 0;
    try (Scan scan = store.scan(Family.SEEN, new byte[0], null)) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  private static int wait(CompletableFuture<Integer> answer) {
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static AcceptedEvent event(String source, String messageId) {
    return new AcceptedEvent(source, messageId, ("{\"id\":\"" + messageId + "\"}").getBytes(UTF_8));
  }
}

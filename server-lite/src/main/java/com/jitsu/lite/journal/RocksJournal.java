package com.jitsu.lite.journal;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. The journal in RocksDB: what {@link #append} answered is on disk, in order;
 * thread-safe.
 *
 * <p>One thread writes: all that waits becomes one batch with one sync. Another completes the
 * answers in the order of the positions, so that their readers do not hold up the next sync.
 *
 * <p>Positions start at 1, rise, and never repeat; the newest entry is never dropped, because
 * counting goes on from it after a start. A write that failed may leave a gap.
 */
public final class RocksJournal implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RocksJournal.class);

  /** A reader gets fewer entries than it asked for rather than more than this. */
  private static final long READ_BYTES = 8 << 20;

  private static final AcceptedEvent ERASED = new AcceptedEvent("", "", new byte[] {'{', '}'});

  private static final int MANY_CALLERS = 16;
  private static final Duration RECENT = Duration.ofMillis(100);

  private final RocksStore store;
  private final Clock clock;
  private final WaitingAppends waiting;
  private final SeenMessages seen;
  private final Thread writer = new Thread(this::writeGroups, "journal-writer");
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "journal-answers"));
  private final ReentrantLock headLock = new ReentrantLock();
  private final Condition headMoved = headLock.newCondition();
  private volatile long head;
  // What is below was dropped: readers need not pass over it.
  private volatile long first = 1;
  private volatile boolean closed;
  private volatile int lastGroup;
  private volatile long lastGroupAt;
  private volatile @Nullable Throwable lastFailure;
  // The writer's own; ahead of head while a group is being written, or was refused.
  private long next;

  /**
   * @param maxWaitingEvents events that may wait for the disk before {@link #append} refuses more;
   *     nor may they have more than an eighth of the heap
   */
  public RocksJournal(RocksStore store, Clock clock, int maxWaitingEvents) {
    this.store = store;
    this.clock = clock;
    this.waiting = new WaitingAppends(maxWaitingEvents, Runtime.getRuntime().maxMemory() / 8);
    this.seen = new SeenMessages(store);
  }

  public void start() {
    byte[] last = store.lastKey(Family.JOURNAL);
    next = last == null ? 1 : JournalKeys.position(last) + 1;
    head = next;
    first = firstFrom(1).map(JournalEntry::position).orElse(next);
    seen.forgetOldDays(clock.instant());
    writer.start();
  }

  /**
   * All events of the call, or none. Completes when they are on disk, on a thread of the journal
   * that must not be kept waiting.
   *
   * @return how many were new; the others have a (source, messageId) of the last 24 hours. Fails
   *     with {@link JournalFullException} when too much waits, with the problem of the disk when
   *     that refuses (JITSU-0607 while it is full), with {@link IllegalStateException} after {@link
   *     #close()}. {@link NotStored} tells them apart.
   */
  public CompletableFuture<Integer> append(List<AcceptedEvent> events) {
    WaitingAppends.Append append = WaitingAppends.Append.of(events);
    if (events.isEmpty()) {
      append.answer().complete(0);
    } else {
      waiting.add(append);
    }
    return append.answer();
  }

  /** The position that the next event will get; all before it are on disk and readable. */
  public long head() {
    if (head == 0) {
      throw new IllegalStateException("the journal is not started");
    }
    return head;
  }

  /**
   * Entries from a position on, in order, as many as asked for or as fit into a few megabytes. What
   * was dropped is passed over.
   */
  public List<JournalEntry> read(long from, int maxEvents) {
    long end = head();
    long begin = Math.max(from, first);
    List<JournalEntry> entries = new ArrayList<>();
    if (begin >= end) {
      return entries;
    }
    long bytes = 0;
    try (Scan scan = store.scan(Family.JOURNAL, JournalKeys.entry(begin), JournalKeys.entry(end))) {
      while (entries.size() < maxEvents && bytes < READ_BYTES && scan.next()) {
        byte[] value = scan.value();
        bytes += value.length;
        entries.add(JournalKeys.read(scan.key(), value));
      }
    }
    return entries;
  }

  /** The entry that was accepted first, of those that are left; empty before the first event. */
  public Optional<JournalEntry> oldest() {
    head();
    return firstFrom(first);
  }

  /**
   * Of all entries, the position of the first that was accepted at {@code time} or later; {@link
   * #head()} if there is none. Looks at a few dozen entries only, however many there are.
   */
  public long firstSince(Instant time) {
    long low = first;
    long high = head();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<JournalEntry> entry = firstFrom(middle);
      if (entry.isPresent() && entry.get().acceptedAt().isBefore(time)) {
        low = entry.get().position() + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Forgets the entries before a position, but never the newest one, and gives their space back.
   *
   * @return the position before which there is nothing now
   */
  public long dropBefore(long position) {
    long begin = first;
    byte[] newest = store.lastKey(Family.JOURNAL);
    long end = newest == null ? begin : Math.min(position, JournalKeys.position(newest));
    if (end <= begin) {
      return begin;
    }
    first = end;
    store.drop(Family.JOURNAL, JournalKeys.entry(0), JournalKeys.entry(end));
    return end;
  }

  private Optional<JournalEntry> firstFrom(long position) {
    try (Scan scan =
        store.scan(Family.JOURNAL, JournalKeys.entry(position), JournalKeys.entry(head))) {
      return scan.next()
          ? Optional.of(JournalKeys.read(scan.key(), scan.value()))
          : Optional.empty();
    }
  }

  /** The entries at these positions that are there, in the order given. */
  public List<JournalEntry> readAll(List<Long> positions) {
    List<byte[]> keys = positions.stream().map(JournalKeys::entry).toList();
    List<byte @Nullable []> values = store.getAll(Family.JOURNAL, keys);
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) {
        entries.add(JournalKeys.read(keys.get(i), value));
      }
    }
    return entries;
  }

  /**
   * Takes entries out with the batch, whoever writes it. The newest entry of all stays, because
   * counting goes on after it, but as an event without a field.
   *
   * @return keys that are deleted or replaced then, for {@link RocksStore#scrub}
   */
  public List<byte[]> erase(Batch batch, List<JournalEntry> entries) {
    long newest = head() - 1;
    List<byte[]> keys = new ArrayList<>();
    for (JournalEntry entry : entries) {
      byte[] key = JournalKeys.entry(entry.position());
      keys.add(key);
      if (entry.position() == newest) {
        batch.put(Family.JOURNAL, key, JournalKeys.value(entry.acceptedAt(), ERASED));
      } else {
        batch.delete(Family.JOURNAL, key);
      }
    }
    return keys;
  }

  /** Returns when {@link #head()} is greater than the position, the limit passed, or on close. */
  public void awaitBeyond(long position, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    headLock.lock();
    try {
      while (head <= position && !closed && left > 0) {
        left = headMoved.awaitNanos(left);
      }
    } finally {
      headLock.unlock();
    }
  }

  /**
   * Whether many callers wait for each sync; whoever only follows the journal should leave them the
   * processors then.
   */
  public boolean isBusy() {
    return lastGroup >= MANY_CALLERS && System.nanoTime() - lastGroupAt < RECENT.toNanos();
  }

  /** Throws what keeps the journal from taking events. */
  public void check() {
    if (closed || !writer.isAlive()) {
      throw new IllegalStateException("the journal is not running");
    }
    store.check();
    store.requireRoom();
    lastFailure = null;
  }

  /** Idempotent. Writes what was accepted, answers it, and refuses what comes later. */
  @Override
  public void close() {
    waiting.close();
    closed = true;
    signalHead();
    if (head != 0) {
      join();
    }
    answers.shutdown();
    try {
      if (!answers.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("answers of the journal are still being read while it is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeGroups() {
    List<WaitingAppends.Append> group = waiting.take();
    while (!group.isEmpty()) {
      write(group);
      group = waiting.take();
    }
  }

  private void write(List<WaitingAppends.Append> group) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int[] fresh = new int[group.size()];
    try (Batch batch = store.batch()) {
      store.requireRoom();
      seen.forgetOldDays(now);
      put(group, batch, now, fresh);
      store.write(batch, true);
    } catch (RuntimeException | Error e) {
      if (lastFailure == null) {
        log.error("the journal refuses events until this is mended: {}", e.getMessage());
      }
      lastFailure = e;
      answers.execute(() -> group.forEach(append -> append.answer().completeExceptionally(e)));
      return;
    }
    if (lastFailure != null) {
      log.info("the journal takes events again");
    }
    lastFailure = null;
    lastGroup = group.size();
    lastGroupAt = System.nanoTime();
    head = next;
    signalHead();
    answers.execute(
        () -> {
          for (int i = 0; i < fresh.length; i++) {
            group.get(i).answer().complete(fresh[i]);
          }
        });
  }

  /** Positions are used up even if the write fails then: the log may hold them all the same. */
  private void put(List<WaitingAppends.Append> group, Batch batch, Instant now, int[] fresh) {
    Set<MessageHash> known = new HashSet<>();
    List<MessageHash> asked = new ArrayList<>();
    group.forEach(append -> asked.addAll(append.messages()));
    known.addAll(seen.among(asked, now));
    for (int i = 0; i < fresh.length; i++) {
      WaitingAppends.Append append = group.get(i);
      for (int k = 0; k < append.events().size(); k++) {
        AcceptedEvent event = append.events().get(k);
        if (!event.messageId().isEmpty()) {
          MessageHash message = append.messages().get(k);
          if (!known.add(message)) {
            continue;
          }
          seen.remember(batch, message, now);
        }
        batch.put(Family.JOURNAL, JournalKeys.entry(next++), JournalKeys.value(now, event));
        fresh[i]++;
      }
    }
  }

  private void signalHead() {
    headLock.lock();
    try {
      headMoved.signalAll();
    } finally {
      headLock.unlock();
    }
  }
}

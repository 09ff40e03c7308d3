package com.jitsu.lite.keyer;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.sdk.contract.KeyedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each event of the journal its profile in one history and marks that profile dirty. The
 * cursor travels in the same write: after a crash the keyer goes on where its effects end, and no
 * event is in a history twice.
 */
final class Keyer implements EventFeed {

  private static final Logger log = LoggerFactory.getLogger(Keyer.class);
  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final String name;
  private final RocksJournal journal;
  private final History history;
  private final Transformation transformation;
  private final Listener listener;
  private final ReentrantLock commits = new ReentrantLock();
  private final Thread thread;
  private Set<Lane> lanes = Set.of(Lane.LIVE);
  private final AtomicLong pauses = new AtomicLong();
  private volatile boolean held;
  private volatile boolean waitsForStore;
  private volatile boolean closed;

  Keyer(
      String name,
      RocksJournal journal,
      History history,
      Transformation transformation,
      Listener listener) {
    this.name = requireNonNull(name);
    this.journal = requireNonNull(journal);
    this.history = requireNonNull(history);
    this.transformation = requireNonNull(transformation);
    this.listener = requireNonNull(listener);
    this.thread = new Thread(this::run, "keyer-" + name);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public long finished() {
    return history.cursor(name);
  }

  @Override
  public void markIn(Set<Lane> wanted) {
    paused(() -> lanes = Set.copyOf(wanted));
  }

  @Override
  public void hold(boolean wanted) {
    held = wanted;
  }

  @Override
  public void paused(Runnable action) {
    commits.lock();
    try {
      pauses.incrementAndGet();
      action.run();
    } finally {
      commits.unlock();
    }
  }

  /** Stops between two batches, or in the middle of one that a function holds up; idempotent. */
  @Override
  public void close() {
    closed = true;
    transformation.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        if (held) {
          pause();
        } else if (!keyNext()) {
          journal.awaitBeyond(finished() + 1, PATIENCE);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (!closed) {
          log.error("keyer stands still and will try again: history={}", name, e);
          pause();
        }
      }
    }
  }

  /** False when there was nothing to do. */
  private boolean keyNext() {
    long pausesBefore = pauses.get();
    List<JournalEntry> entries = journal.read(finished() + 1, BATCH);
    if (entries.isEmpty()) {
      return false;
    }
    List<Keyed> keyed = key(entries);
    if (closed) {
      return false;
    }
    if (transformation.storeWasAway()) {
      awaitStore();
      return true;
    }
    waitsForStore = false;
    commits.lock();
    try (Batch batch = history.batch()) {
      if (pauses.get() != pausesBefore) {
        // Whoever paused may have changed the journal: read again.
        return true;
      }
      for (Keyed one : keyed) {
        listener.keyed(one.profileId(), one.entry().position(), one.entry().acceptedAt());
        history.append(batch, name, one.profileId(), one.entry(), one.index());
        for (Lane lane : lanes) {
          history.markDirty(batch, name, lane, one.profileId(), one.entry().position());
        }
      }
      history.moveCursor(batch, name, entries.get(entries.size() - 1).position());
      history.commit(batch);
    } finally {
      commits.unlock();
    }
    listener.marked();
    return true;
  }

  /** An event and where it goes. */
  private record Keyed(String profileId, JournalEntry entry, int index) {}

  private List<Keyed> key(List<JournalEntry> entries) {
    List<Keyed> keyed = new ArrayList<>(entries.size());
    for (JournalEntry entry : entries) {
      int index = 0;
      for (byte[] event : transformation.of(entry)) {
        KeyedEvent one = KeyedEvent.of(event, entry.acceptedAt());
        if (!one.profileId().isEmpty()) {
          JournalEntry kept =
              new JournalEntry(entry.position(), entry.acceptedAt(), entry.source(), one.json());
          keyed.add(new Keyed(one.profileId(), kept, index));
        }
        index++;
      }
    }
    return keyed;
  }

  /** What functions made of events without their store is thrown away and tried again. */
  private void awaitStore() {
    if (!waitsForStore) {
      waitsForStore = true;
      log.warn("events wait until the transformation functions have their store: history={}", name);
    }
    pause();
  }

  private void pause() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

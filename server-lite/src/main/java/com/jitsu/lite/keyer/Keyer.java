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
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each event of the journal its profile in one builder's history and marks that profile
 * dirty. The cursor travels in the same write: after a crash the keyer goes on where its effects
 * end, and no event is in a history twice.
 */
public final class Keyer implements EventFeed {

  private static final Logger log = LoggerFactory.getLogger(Keyer.class);
  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final String builder;
  private final RocksJournal journal;
  private final History history;
  private final Runnable onMarked;
  private final ReentrantLock commits = new ReentrantLock();
  private final Thread thread;
  private Set<Lane> lanes = Set.of(Lane.LIVE);
  private volatile boolean closed;

  /**
   * @param onMarked called on the keyer's thread after profiles were marked; must return at once
   */
  public Keyer(String builder, RocksJournal journal, History history, Runnable onMarked) {
    this.builder = requireNonNull(builder);
    this.journal = requireNonNull(journal);
    this.history = requireNonNull(history);
    this.onMarked = requireNonNull(onMarked);
    this.thread = new Thread(this::run, "keyer-" + builder);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public long finished() {
    return history.cursor(builder);
  }

  @Override
  public void markIn(Set<Lane> wanted) {
    paused(() -> lanes = Set.copyOf(wanted));
  }

  @Override
  public void paused(Runnable action) {
    commits.lock();
    try {
      action.run();
    } finally {
      commits.unlock();
    }
  }

  /** Stops between two batches; idempotent. */
  @Override
  public void close() {
    closed = true;
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
        if (!keyNext()) {
          journal.awaitBeyond(finished() + 1, PATIENCE);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (!closed) {
          log.error("keyer stands still and will try again: builder={}", builder, e);
          pause();
        }
      }
    }
  }

  /** False when there was nothing to do. */
  private boolean keyNext() {
    List<JournalEntry> entries = journal.read(finished() + 1, BATCH);
    if (entries.isEmpty()) {
      return false;
    }
    commits.lock();
    try (Batch batch = history.batch()) {
      for (JournalEntry entry : entries) {
        add(batch, entry);
      }
      history.moveCursor(batch, builder, entries.get(entries.size() - 1).position());
      history.commit(batch);
    } finally {
      commits.unlock();
    }
    onMarked.run();
    return true;
  }

  private void add(Batch batch, JournalEntry entry) {
    KeyedEvent keyed = KeyedEvent.of(entry.json(), entry.acceptedAt());
    if (keyed.profileId().isEmpty()) {
      return;
    }
    JournalEntry kept =
        new JournalEntry(entry.position(), entry.acceptedAt(), entry.source(), keyed.json());
    history.append(batch, builder, keyed.profileId(), kept);
    for (Lane lane : lanes) {
      history.markDirty(batch, builder, lane, keyed.profileId(), entry.position());
    }
  }

  private void pause() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

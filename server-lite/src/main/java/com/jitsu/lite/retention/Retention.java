package com.jitsu.lite.retention;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.History;
import com.jitsu.lite.history.HistorySweep;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. A thread that drops old events from the disk: from the journal every hour what is
 * beyond its retention and was read by everybody, from each history every day what is beyond its
 * window. It stands back while many events come in.
 */
public final class Retention implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration HOURLY = Duration.ofHours(1);
  private static final Duration DAILY = Duration.ofDays(1);
  private static final Duration REST = Duration.ofMillis(20);
  private static final Duration REST_WHILE_BUSY = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofMillis(50);
  private static final int STEP = 5_000;

  private final RocksStore store;
  private final RocksJournal journal;
  private final History history;
  private final Duration journalRetention;
  private final Supplier<List<HistoryWindow>> windows;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "retention");
  private Instant swept = Instant.MIN;

  /**
   * @param windows of all histories that there are; is asked before each walk through them, and may
   *     throw when it is not known now
   */
  public Retention(
      RocksStore store,
      RocksJournal journal,
      History history,
      Duration journalRetention,
      Supplier<List<HistoryWindow>> windows,
      Clock clock) {
    this.store = requireNonNull(store);
    this.journal = requireNonNull(journal);
    this.history = requireNonNull(history);
    this.journalRetention = requireNonNull(journalRetention);
    this.windows = requireNonNull(windows);
    this.clock = requireNonNull(clock);
  }

  /** Begins a moment later. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends between two steps; idempotent. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        store.stopCompacting();
        thread.join(STOPPING.toMillis());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (boolean over = rest(FIRST); !over; over = rest(HOURLY)) {
        try {
          dropOfJournal();
          if (Duration.between(swept, clock.instant()).compareTo(DAILY) >= 0) {
            dropOfHistories();
            swept = clock.instant();
          }
        } catch (RuntimeException | Error e) {
          log.warn("old events stay on disk for another hour: {}", e.getMessage(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drops what is beyond the retention, as far as every consumer has read it. */
  void dropOfJournal() {
    long read = history.leastCursor().orElse(0);
    long position = Math.min(read + 1, journal.firstSince(clock.instant().minus(journalRetention)));
    long before = journal.oldest().map(entry -> entry.position()).orElse(position);
    long first = journal.dropBefore(position);
    if (first > before) {
      log.info("dropped old events of the journal: count={} first={}", first - before, first);
    }
  }

  /** Drops what is beyond each history's window. */
  void dropOfHistories() throws InterruptedException {
    for (HistoryWindow each : windows.get()) {
      HistorySweep sweep =
          new HistorySweep(store, history, each.history(), clock.instant().minus(each.window()));
      while (sweep.step(STEP)) {
        if (rest(journal.isBusy() ? REST_WHILE_BUSY : REST)) {
          return;
        }
      }
      sweep.finish();
      if (sweep.dropped() > 0) {
        log.info(
            "dropped old events of a history: history={} count={} kept={}",
            each.history(),
            sweep.dropped(),
            sweep.seen() - sweep.dropped());
      }
    }
  }

  /** True when this is being closed. */
  private boolean rest(Duration time) throws InterruptedException {
    return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}

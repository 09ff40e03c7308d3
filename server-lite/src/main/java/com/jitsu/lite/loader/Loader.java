package com.jitsu.lite.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.FlatEvent;
import com.jitsu.lite.warehouse.LoadResult;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal's events into the warehouse's table {@code events}, in order, in batches.
 *
 * <p>How far it came is written with the rows, so that no event is there twice; the cursor {@code
 * loader:duckdb} follows for those who want to know. When the warehouse fails, events wait in the
 * journal and the loader tries again, first soon, then every half minute.
 */
public final class Loader implements AutoCloseable {

  public static final String CONSUMER = "loader:duckdb";
  public static final String DESTINATION = "duckdb";
  public static final String TABLE = "events";

  private static final String TABLE_KEY = "JITSU_TABLE_NAME";
  static final String SKIP =
      "Transform or table name filter marked object to be skipped. This object will be skipped.";

  private static final Logger log = LoggerFactory.getLogger(Loader.class);
  private static final int BATCH = 2_000;
  private static final int MOST_WARNINGS = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration GATHERING = Duration.ofMillis(200);
  private static final Duration MOST_BEHIND = Duration.ofMinutes(1);
  private static final Duration MOST_REST = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final RocksJournal journal;
  private final History history;
  private final DuckDbWarehouse warehouse;
  private final LoadLog loadLog;
  private final Thread thread = new Thread(this::run, "loader-duckdb");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock loading = new ReentrantLock();
  private final ColumnNames names = new ColumnNames();
  private final Set<String> warned = new HashSet<>();
  private volatile @Nullable Throwable failure;
  private volatile boolean started;

  public Loader(RocksJournal journal, History history, DuckDbWarehouse warehouse, LoadLog loadLog) {
    this.journal = journal;
    this.history = history;
    this.warehouse = warehouse;
    this.loadLog = loadLog;
  }

  /** Begins after the last event that is loaded. The journal must be started. */
  public void start() {
    started = true;
    thread.start();
  }

  /** Throws what keeps events from being loaded now. */
  public void check() {
    Throwable last = failure;
    if (last != null) {
      throw new IllegalStateException("events wait for the warehouse: " + last.getMessage(), last);
    }
    if (!thread.isAlive()) {
      throw new IllegalStateException("the loader is not running");
    }
  }

  /** Runs the action while nothing is loaded, nor read in order to be loaded. */
  public void paused(Runnable action) {
    loading.lock();
    try {
      action.run();
    } finally {
      loading.unlock();
    }
  }

  /** Finishes the batch that is being loaded. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (started && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (closing.getCount() > 0) {
        try {
          loadUntilClosed();
        } catch (RuntimeException | Error e) {
          if (failure == null) {
            log.warn("events wait until the warehouse takes them again: {}", e.getMessage(), e);
            pause = FIRST_PAUSE_MILLIS;
          }
          failure = e;
          if (closing.await(pause, TimeUnit.MILLISECONDS)) {
            return;
          }
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loadUntilClosed() throws InterruptedException {
    long done = warehouse.loadedPosition(TABLE);
    long caughtUp = System.nanoTime();
    while (closing.getCount() > 0) {
      long head = journal.head();
      long begun = System.nanoTime();
      List<JournalEntry> entries = loadNext(done);
      if (!entries.isEmpty()) {
        done = entries.get(entries.size() - 1).position();
      }
      if (failure != null) {
        log.info("the warehouse takes events again");
        failure = null;
      }
      if (done + 1 < head) {
        standBack(begun, caughtUp);
        continue;
      }
      caughtUp = begun;
      if (!entries.isEmpty()) {
        gather(begun);
      }
      journal.awaitBeyond(done + 1, IDLE);
    }
  }

  /**
   * A load costs some milliseconds however few its events are: while these trickle in, a few loads
   * a second take all of them. The first after a pause is loaded at once.
   */
  private void gather(long begun) throws InterruptedException {
    long rest = GATHERING.toNanos() - (System.nanoTime() - begun);
    if (closing.await(rest, TimeUnit.NANOSECONDS)) {
      log.debug("closing while events gather");
    }
  }

  /**
   * Events that wait to be acknowledged come first: while there are many, this thread rests three
   * times as long as it worked. Not when it has been behind for a minute: rows must not get old.
   */
  private void standBack(long begun, long caughtUp) throws InterruptedException {
    long now = System.nanoTime();
    if (journal.isBusy() && now - caughtUp < MOST_BEHIND.toNanos()) {
      long rest = Math.min(3 * (now - begun), MOST_REST.toNanos());
      if (closing.await(rest, TimeUnit.NANOSECONDS)) {
        log.debug("closing while events wait for the warehouse");
      }
    }
  }

  /** What was loaded; empty when there was nothing. */
  private List<JournalEntry> loadNext(long done) {
    loading.lock();
    try {
      List<JournalEntry> entries = journal.read(done + 1, BATCH);
      if (!entries.isEmpty()) {
        load(entries);
        remember(entries.get(entries.size() - 1).position());
      }
      return entries;
    } finally {
      loading.unlock();
    }
  }

  private void load(List<JournalEntry> entries) {
    List<FlatEvent> events = new ArrayList<>(entries.size());
    Set<Long> skipped = new HashSet<>();
    for (JournalEntry entry : entries) {
      JsonNode event = Json.parse(entry.json());
      if (isMarkedToBeSkipped(event)) {
        skipped.add(entry.position());
        continue;
      }
      Flattening.Result flat = Flattening.flatten(entry.position(), event, names);
      flat.collisions().forEach(this::warnOnce);
      events.add(flat.event());
    }
    long last = entries.get(entries.size() - 1).position();
    tell(entries, skipped, warehouse.load(TABLE, events, last));
  }

  /** The table's name is asked of the event, CONTRACT G.7; browsers cannot send this key. */
  static boolean isMarkedToBeSkipped(JsonNode event) {
    JsonNode table = event.get(TABLE_KEY);
    return table != null
        && (table.isNull()
            || (table.isTextual() && table.textValue().isEmpty())
            || (table.isBoolean() && !table.booleanValue()));
  }

  private void tell(List<JournalEntry> entries, Set<Long> skipped, LoadResult result) {
    Map<Long, LoadResult.Loaded> loaded = new HashMap<>();
    result.loaded().forEach(row -> loaded.put(row.position(), row));
    Map<Long, String> refused = new HashMap<>();
    result.refused().forEach(event -> refused.put(event.position(), event.error()));
    for (JournalEntry entry : entries) {
      LoadResult.Loaded row = loaded.get(entry.position());
      String error = refused.get(entry.position());
      if (row != null) {
        loadLog.success(DESTINATION, entry.json(), () -> success(row));
      } else if (error != null) {
        loadLog.error(DESTINATION, entry.json(), error);
      } else if (skipped.contains(entry.position())) {
        loadLog.skip(DESTINATION, entry.json(), SKIP);
      }
    }
  }

  private static ObjectNode success(LoadResult.Loaded row) {
    ObjectNode success = Json.object();
    success.put("destination_id", DESTINATION);
    success.put("table", TABLE);
    success.set("record", record(row));
    return success;
  }

  /** {@code [{"field", "type", "value"}]}, in the order of the columns. */
  static ArrayNode record(LoadResult.Loaded row) {
    ArrayNode fields = Json.mapper().createArrayNode();
    for (LoadResult.Field field : row.fields()) {
      ObjectNode one = fields.addObject();
      one.put("field", field.field());
      one.put("type", field.type());
      one.set("value", field.value());
    }
    return fields;
  }

  private void warnOnce(String collision) {
    if (warned.size() < MOST_WARNINGS && warned.add(collision)) {
      log.warn("table={} {}; rename one of them", TABLE, collision);
    }
  }

  private void remember(long done) {
    try (Batch batch = history.batch()) {
      history.moveCursor(batch, CONSUMER, done);
      history.commit(batch);
    }
  }
}

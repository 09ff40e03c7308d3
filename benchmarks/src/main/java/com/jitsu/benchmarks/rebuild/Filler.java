package com.jitsu.benchmarks.rebuild;

import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * Writes a population's events to a data folder with the server's own journal, as if they had been
 * accepted one after the other. A process of its own, because it runs with the server's libraries;
 * prints {@code events seconds}.
 */
final class Filler {

  private static final int BATCH = 500;
  private static final int UNDER_WAY = 16;
  private static final String SOURCE = "default";
  private static final String TABLE = "events";

  private final RocksJournal journal;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private List<AcceptedEvent> batch = new ArrayList<>(BATCH);

  private Filler(RocksJournal journal) {
    this.journal = journal;
  }

  /**
   * Arguments: data folder, seed, profiles, and {@code table} if the server shall load the events
   * into its table, {@code no-table} if it shall believe that it has.
   */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    Population population =
        new Population(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    long start = System.nanoTime();
    long events;
    try (RocksStore store = RocksStore.open(data.resolve("rocks"));
        RocksJournal journal = new RocksJournal(store, Clock.systemUTC(), 2 * BATCH * UNDER_WAY)) {
      journal.start();
      Filler filler = new Filler(journal);
      population.stream(filler::add);
      filler.finish();
      events = journal.head() - 1;
    }
    if (arguments[3].equals("no-table")) {
      try (DuckDbWarehouse warehouse = DuckDbWarehouse.open(data.resolve("warehouse.duckdb"))) {
        warehouse.load(TABLE, List.of(), events);
      }
    }
    System.out.printf(Locale.ROOT, "%d %.3f%n", events, (System.nanoTime() - start) / 1e9);
  }

  private void add(Population.Event event) {
    batch.add(new AcceptedEvent(SOURCE, event.messageId(), event.json()));
    if (batch.size() == BATCH) {
      send();
    }
  }

  private void send() {
    List<AcceptedEvent> sent = batch;
    batch = new ArrayList<>(BATCH);
    room.acquireUninterruptibly();
    var unused =
        journal
            .append(sent)
            .whenComplete(
                (fresh, failure) -> {
                  room.release();
                  if (failure != null || fresh != sent.size()) {
                    System.err.println("stored " + fresh + " of " + sent.size() + ": " + failure);
                    System.exit(1);
                  }
                });
  }

  private void finish() {
    send();
    room.acquireUninterruptibly(UNDER_WAY);
  }
}

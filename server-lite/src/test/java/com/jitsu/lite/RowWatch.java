package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader that asks all the time which versions the rows of a table are of, in one query. */
final class RowWatch {

  /** So that the watch leaves the processors to those who are watched. */
  private static final long BETWEEN_LOOKS_MILLIS = 3;

  private final LiteClient client;
  private final String sql;
  private final Thread thread = new Thread(this::watch, "reader");
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private final List<String> mixed = new ArrayList<>();
  private long looks;
  private volatile boolean ending;
  private volatile @Nullable Throwable failure;

  private RowWatch(LiteClient client, String kind) {
    this.client = client;
    this.sql = "select version, " + kind + ", count(*) from profiles group by all";
  }

  /**
   * Begins to look.
   *
   * @param kind what tells the rows of one function from those of another, in SQL
   */
  static RowWatch start(LiteClient client, String kind) {
    RowWatch watch = new RowWatch(client, kind);
    watch.thread.start();
    return watch;
  }

  /** {@code 2 amount} for each kind of row, in the order in which it was seen first. */
  synchronized List<String> seen() {
    return List.copyOf(seen.keySet());
  }

  synchronized long looks() {
    return looks;
  }

  /** Ends, and fails if ever rows of two versions were seen together or the table lost rows. */
  void requireNeverMixed() throws InterruptedException {
    ending = true;
    thread.join();
    assertThat(failure).isNull();
    assertThat(mixed).as("mixed or shrinking tables in %d looks", looks).isEmpty();
  }

  private void watch() {
    try {
      while (!ending) {
        look(client.rows(sql));
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private synchronized void look(JsonNode kinds) {
    looks++;
    if (kinds.size() != 1) {
      mixed.add(kinds.toString());
    }
    for (JsonNode kind : kinds) {
      long rows = kind.path(2).asLong();
      String name = kind.path(0).asText() + " " + kind.path(1).asText();
      if (rows < seen.getOrDefault(name, 0L)) {
        mixed.add(name + " lost rows: " + rows);
      }
      seen.put(name, rows);
    }
  }
}

package com.jitsu.lite.loader;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.FlatEvent;
import com.jitsu.lite.warehouse.SqlResult;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows that {@link Loader} made, by the user that they are about. */
public final class LoadedRows {

  private static final String USER = "userid";
  private static final int PAGE = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final DuckDbWarehouse warehouse;

  public LoadedRows(DuckDbWarehouse warehouse) {
    this.warehouse = requireNonNull(warehouse);
  }

  /** The rows of this {@code userId}, an object of the columns that have a value each. */
  public void read(String userId, Consumer<ObjectNode> each) {
    if (!hasUsers()) {
      return;
    }
    String sql =
        "SELECT rowid AS jitsu_row, * FROM main."
            + Loader.TABLE
            + " WHERE CAST("
            + USER
            + " AS VARCHAR) = ? AND rowid > ? ORDER BY rowid";
    JsonNode last = Json.mapper().getNodeFactory().numberNode(-1L);
    while (true) {
      SqlResult rows = warehouse.query(sql, List.of(TextNode.valueOf(userId), last), PAGE, LIMIT);
      for (List<JsonNode> cells : rows.rows()) {
        last = cells.get(0);
        ObjectNode row = Json.object();
        for (int i = 1; i < cells.size(); i++) {
          if (!cells.get(i).isNull()) {
            row.set(rows.columns().get(i).name(), cells.get(i));
          }
        }
        each.accept(row);
      }
      if (!rows.truncated() || rows.rows().isEmpty()) {
        return;
      }
    }
  }

  /**
   * Deletes the rows of this {@code userId}, and those that the events became, whoever their user
   * is.
   *
   * @return how many there were
   */
  public long erase(String userId, List<JournalEntry> events) {
    List<FlatEvent> flat = new ArrayList<>();
    for (JournalEntry entry : events) {
      flat.add(Flattening.flatten(entry.position(), Json.parse(entry.json())).event());
    }
    return warehouse.eraser().eraseEvents(Loader.TABLE, USER, userId, flat);
  }

  private boolean hasUsers() {
    String sql =
        "SELECT 1 FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = '"
            + Loader.TABLE
            + "' AND column_name = '"
            + USER
            + "'";
    return !warehouse.query(sql, 1, LIMIT).rows().isEmpty();
  }
}

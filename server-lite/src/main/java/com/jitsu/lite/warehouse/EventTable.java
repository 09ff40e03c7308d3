package com.jitsu.lite.warehouse;

import static com.jitsu.lite.warehouse.TableName.quoted;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * Adds rows to a table whose columns follow the events.
 *
 * <p>A new column gets the type that all its values of this batch fit in; an existing one keeps its
 * type. {@code jitsu_internal.loads} holds per table the position of the last event seen.
 */
final class EventTable {

  /** A table this wide came from keys that are data; more would only make every query slow. */
  private static final int MOST_COLUMNS = 1_000;

  private final Writer writer;

  EventTable(Writer writer) {
    this.writer = writer;
  }

  void create() throws SQLException {
    writer.execute(
        "CREATE TABLE IF NOT EXISTS jitsu_internal.loads (table_name VARCHAR, position BIGINT)");
  }

  long position(String table) throws SQLException {
    List<Long> found = new ArrayList<>();
    writer.select(
        "SELECT position FROM jitsu_internal.loads WHERE table_name = ?",
        row -> found.add(row.getLong(1)),
        table);
    return found.isEmpty() ? 0 : found.get(0);
  }

  LoadResult load(String table, List<FlatEvent> events, long upTo) throws SQLException {
    long loaded = position(table);
    Map<String, ColumnType> columns = columns(table);
    Map<String, ColumnType> added = new LinkedHashMap<>();
    List<FlatEvent> fitting = new ArrayList<>();
    List<LoadResult.Refused> refused = new ArrayList<>();
    long last = loaded;
    for (FlatEvent event : events) {
      if (event.position() <= last) {
        continue;
      }
      last = event.position();
      Optional<String> error =
          misfit(event, columns).or(() -> tooWide(event, table, columns, added));
      if (error.isPresent()) {
        refused.add(new LoadResult.Refused(event.position(), error.get()));
      } else {
        fitting.add(event);
        event.fields().forEach((name, value) -> widen(name, value.type(), columns, added));
      }
    }
    addColumns(table, columns, added);
    columns.putAll(added);
    List<LoadResult.Loaded> rows =
        fitting.isEmpty()
            ? List.of()
            : append(writer.connection().getCatalog(), table, columns, fitting);
    if (upTo > loaded) {
      writer.execute("DELETE FROM jitsu_internal.loads WHERE table_name = ?", table);
      writer.execute("INSERT INTO jitsu_internal.loads VALUES (?, ?)", table, upTo);
    }
    return new LoadResult(rows, refused);
  }

  /** What {@link #load} would make of the event if it came now; nothing is written. */
  LoadResult preview(String table, FlatEvent event) throws SQLException {
    Map<String, ColumnType> columns = columns(table);
    Map<String, ColumnType> added = new LinkedHashMap<>();
    Optional<String> error = misfit(event, columns).or(() -> tooWide(event, table, columns, added));
    if (error.isPresent()) {
      return new LoadResult(
          List.of(), List.of(new LoadResult.Refused(event.position(), error.get())));
    }
    event.fields().forEach((name, value) -> widen(name, value.type(), columns, added));
    columns.putAll(added);
    return new LoadResult(List.of(new LoadResult.Loaded(event, columns)), List.of());
  }

  private static Optional<String> misfit(FlatEvent event, Map<String, ColumnType> columns) {
    for (Map.Entry<String, FieldValue> field : event.fields().entrySet()) {
      ColumnType existing = columns.get(field.getKey());
      if (existing != null && field.getValue().as(existing).isEmpty()) {
        return Optional.of(
            "Unsupported column [%s] type changing from: %s to: %s"
                .formatted(field.getKey(), field.getValue().type(), existing));
      }
    }
    return event.fields().isEmpty() ? Optional.of("The event has no values") : Optional.empty();
  }

  private static Optional<String> tooWide(
      FlatEvent event,
      String table,
      Map<String, ColumnType> columns,
      Map<String, ColumnType> added) {
    long more =
        event.fields().keySet().stream()
            .filter(name -> !columns.containsKey(name) && !added.containsKey(name))
            .count();
    return more > 0 && columns.size() + added.size() + more > MOST_COLUMNS
        ? Optional.of(
            "Table [%s] cannot have more than %d columns; the event brings %d new ones"
                .formatted(table, MOST_COLUMNS, more))
        : Optional.empty();
  }

  private static void widen(
      String name,
      ColumnType type,
      Map<String, ColumnType> columns,
      Map<String, ColumnType> added) {
    if (!columns.containsKey(name)) {
      added.merge(name, type, ColumnType::common);
    }
  }

  private void addColumns(
      String table, Map<String, ColumnType> columns, Map<String, ColumnType> added)
      throws SQLException {
    if (columns.isEmpty() && !added.isEmpty()) {
      writer.execute(
          added.entrySet().stream()
              .map(column -> quoted(column.getKey()) + " " + column.getValue().sql())
              .collect(Collectors.joining(", ", "CREATE TABLE main." + quoted(table) + " (", ")")));
      return;
    }
    for (Map.Entry<String, ColumnType> column : added.entrySet()) {
      writer.execute(
          "ALTER TABLE main.%s ADD COLUMN %s %s"
              .formatted(quoted(table), quoted(column.getKey()), column.getValue().sql()));
    }
  }

  /**
   * The events as rows of a temporary table that has the columns of the other one, as far as they
   * can have become rows of it.
   */
  void appendTo(String temporary, String table, List<FlatEvent> events) throws SQLException {
    Map<String, ColumnType> columns = columns(table);
    List<FlatEvent> fitting =
        events.stream()
            .filter(event -> columns.keySet().containsAll(event.fields().keySet()))
            .filter(event -> misfit(event, columns).isEmpty())
            .toList();
    append("temp", temporary, columns, fitting);
  }

  Map<String, ColumnType> columns(String table) throws SQLException {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    writer.select(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main'"
            + " AND database_name = current_database() AND table_name = ? ORDER BY column_index",
        row -> columns.put(row.getString(1), ColumnType.ofSql(row.getString(2))),
        table);
    return columns;
  }

  private List<LoadResult.Loaded> append(
      String catalog, String table, Map<String, ColumnType> columns, List<FlatEvent> events)
      throws SQLException {
    Map<String, ColumnType> known = Collections.unmodifiableMap(columns);
    List<LoadResult.Loaded> rows = new ArrayList<>(events.size());
    try (DuckDBAppender appender = writer.connection().createAppender(catalog, "main", table)) {
      for (FlatEvent event : events) {
        appender.beginRow();
        for (Map.Entry<String, ColumnType> column : columns.entrySet()) {
          FieldValue value = event.fields().get(column.getKey());
          if (value == null) {
            appender.appendNull();
          } else {
            append(appender, value.as(column.getValue()).orElseThrow().value());
          }
        }
        appender.endRow();
        rows.add(new LoadResult.Loaded(event, known));
      }
    }
    return rows;
  }

  private static void append(DuckDBAppender appender, Object value) throws SQLException {
    if (value instanceof Boolean flag) {
      appender.append(flag.booleanValue());
    } else if (value instanceof Long integer) {
      appender.append(integer.longValue());
    } else if (value instanceof BigDecimal decimal) {
      appender.append(decimal.doubleValue());
    } else if (value instanceof Instant time) {
      appender.append(time.atOffset(ZoneOffset.UTC).toLocalDateTime());
    } else {
      appender.append((String) value);
    }
  }
}

package com.jitsu.lite.warehouse;

import static com.jitsu.lite.warehouse.TableName.quoted;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rows out for good. Thread-safe; readers see the last commit meanwhile, writers wait.
 *
 * <p>In DuckDB a deleted row stays in the file, marked as deleted; the least and the greatest value
 * of a column stay in its statistics; and what is written anew leaves the old bytes behind, in free
 * blocks and free parts of blocks of metadata. {@link #scrub} makes all tables anew and then fills
 * what is free.
 */
public final class RowEraser {

  private static final Logger log = LoggerFactory.getLogger(RowEraser.class);

  private static final int MOST_TRIES = 20;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private static final int MANY_COLUMNS = 900;

  /** Measured: a table of so many columns has 70. */
  private static final int METADATA_PARTS_OF_A_TABLE = 40;

  private final Writer writer;
  private final EventTable events;

  RowEraser(Writer writer, EventTable events) {
    this.writer = writer;
    this.events = events;
  }

  /** The builders that have tables, ordered. */
  public List<String> builders() {
    return writer.transaction(
        "list the builders",
        () -> texts("SELECT DISTINCT builder FROM jitsu_internal.owners ORDER BY builder"));
  }

  /**
   * Deletes a builder's rows that have the profile's id or were made of its events: those that show
   * and those of a rebuild. A row that is written afterwards is taken, whatever it was made of.
   *
   * @return how many rows showed
   */
  public long eraseProfile(String builder, String profileId) {
    return writer.transaction(
        "delete a profile of " + builder,
        () -> {
          String guarded =
              " FROM jitsu_internal.guards WHERE builder = ? AND (profile_id = ? OR source = ?)";
          long shown = count("SELECT count(*)" + guarded, builder, profileId, profileId);
          for (String table : tablesOf(builder)) {
            writer.execute(
                "DELETE FROM main."
                    + quoted(table)
                    + " WHERE profile_id = ? OR profile_id IN (SELECT profile_id"
                    + guarded
                    + ")",
                profileId,
                builder,
                profileId,
                profileId);
          }
          writer.execute("DELETE" + guarded, builder, profileId, profileId);
          writer.execute(
              "DELETE FROM jitsu_internal.staged WHERE builder = ?"
                  + " AND (profile_id = ? OR source = ?)",
              builder,
              profileId,
              profileId);
          return shown;
        });
  }

  /**
   * Deletes rows of an events table: those with the text in the column, and those that are what the
   * events became. Does nothing where there is no such table.
   *
   * @return how many rows there were
   */
  public long eraseEvents(String table, String column, String text, List<FlatEvent> others) {
    return writer.transaction(
        "delete rows of " + table,
        () -> {
          Map<String, ColumnType> columns = events.columns(table);
          if (columns.isEmpty()) {
            return 0L;
          }
          String name = "main." + quoted(table);
          writer.execute("CREATE OR REPLACE TEMP TABLE doomed (id BIGINT)");
          if (columns.containsKey(column)) {
            writer.execute(
                "INSERT INTO doomed SELECT rowid FROM "
                    + name
                    + " WHERE CAST("
                    + quoted(column)
                    + " AS VARCHAR) = ?",
                text);
          }
          if (!others.isEmpty()) {
            findEqual(table, columns, others);
          }
          long found = count("SELECT count(DISTINCT id) FROM doomed");
          if (found > 0) {
            writer.execute("DELETE FROM " + name + " WHERE rowid IN (SELECT id FROM doomed)");
          }
          writer.execute("DROP TABLE doomed");
          return found;
        });
  }

  /**
   * Makes sure that nothing of what was deleted is in the file or its log, by writing all tables
   * once more; needs as much room again for a while.
   */
  public void scrub() {
    List<List<String>> tables =
        writer.transaction(
            "list the tables",
            () -> {
              List<List<String>> all = new ArrayList<>();
              writer.select(
                  "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary"
                      + " AND database_name = current_database()",
                  row -> all.add(List.of(row.getString(1), row.getString(2))));
              for (List<String> table : all) {
                if (isFilling(table)) {
                  writer.execute("DROP TABLE jitsu_internal." + quoted(table.get(1)));
                }
              }
              return all.stream().filter(table -> !isFilling(table)).toList();
            });
    for (List<String> table : tables) {
      writer.transaction(
          "make a table anew",
          () -> {
            renew(table.get(0), table.get(1));
            return true;
          });
    }
    writer.alone(
        "get deleted rows out of the file",
        connection -> {
          checkpoint(connection);
          fillFreeBlocks(connection);
          fillFreeMetadata(connection);
        });
  }

  /** Left by a crash. */
  private static boolean isFilling(List<String> table) {
    return table.get(0).equals("jitsu_internal") && table.get(1).startsWith("filling");
  }

  /** Every column, since an event need not have one that names it. */
  private void findEqual(String table, Map<String, ColumnType> columns, List<FlatEvent> others)
      throws SQLException {
    String name = "main." + quoted(table);
    writer.execute("CREATE OR REPLACE TEMP TABLE wanted AS SELECT * FROM " + name + " LIMIT 0");
    events.appendTo("wanted", table, others);
    writer.execute(
        "INSERT INTO doomed SELECT e.rowid FROM "
            + name
            + " AS e JOIN wanted AS w ON "
            + columns.keySet().stream()
                .map(each -> quoted(each))
                .map(each -> "e." + each + " IS NOT DISTINCT FROM w." + each)
                .collect(Collectors.joining(" AND ")));
    writer.execute("DROP TABLE wanted");
  }

  private void renew(String schema, String table) throws SQLException {
    String name = schema + "." + quoted(table);
    if (count(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?",
            schema,
            table)
        == 0) {
      // Gone since the tables were listed.
      return;
    }
    writer.execute("CREATE TABLE " + schema + ".jitsu_renewed AS SELECT * FROM " + name);
    writer.execute("DROP TABLE " + name);
    writer.execute("ALTER TABLE " + schema + ".jitsu_renewed RENAME TO " + quoted(table));
  }

  /** Readers of an older state are in its way; if they go on and on, new ones wait for it. */
  private static void checkpoint(DuckDBConnection connection) throws SQLException {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      try {
        checkpoint(connection, "CHECKPOINT");
        return;
      } catch (SQLException e) {
        log.debug("readers are in the way of a checkpoint, try {}", tries, e);
        pause();
      }
    }
    checkpoint(connection, "FORCE CHECKPOINT");
  }

  /** A statement that failed cannot be used again. */
  private static void checkpoint(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * With numbers that do not compress, a little more of them than there is room: free blocks, and
   * what a crash may have left behind the last block, which DuckDB knows nothing of.
   */
  private void fillFreeBlocks(DuckDBConnection connection) throws SQLException {
    long used;
    try (Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery("SELECT used_blocks * block_size FROM pragma_database_size()")) {
      size.next();
      used = size.getLong(1);
    }
    long bytes = writer.fileBytes() - used;
    update(
        connection,
        "CREATE OR REPLACE TABLE jitsu_internal.filling AS SELECT hash(i) AS number FROM range("
            + (bytes / Long.BYTES + 1)
            + ") AS numbers(i)");
    checkpoint(connection);
    update(connection, "DROP TABLE jitsu_internal.filling");
    checkpoint(connection);
  }

  /** With the metadata of tables of many columns, more of them than there is room for. */
  private static void fillFreeMetadata(DuckDBConnection connection) throws SQLException {
    long free;
    try (Statement statement = connection.createStatement();
        ResultSet parts =
            statement.executeQuery(
                "SELECT coalesce(sum(free_blocks), 0)::BIGINT FROM pragma_metadata_info()")) {
      parts.next();
      free = parts.getLong(1);
    }
    long tables = free / METADATA_PARTS_OF_A_TABLE + 1;
    String columns =
        IntStream.range(0, MANY_COLUMNS)
            .mapToObj(i -> "'x' || i AS c" + i)
            .collect(Collectors.joining(", "));
    for (long i = 0; i < tables; i++) {
      update(
          connection,
          "CREATE OR REPLACE TABLE jitsu_internal.filling"
              + i
              + " AS SELECT "
              + columns
              + " FROM range(3) AS numbers(i)");
    }
    checkpoint(connection);
    for (long i = 0; i < tables; i++) {
      update(connection, "DROP TABLE jitsu_internal.filling" + i);
    }
    checkpoint(connection);
  }

  private static void update(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private List<String> tablesOf(String builder) throws SQLException {
    return texts(
        "SELECT t.table_name FROM jitsu_internal.owners o JOIN duckdb_tables() t"
            + " ON lower(t.table_name) = o.table_name AND t.schema_name = 'main'"
            + " AND t.database_name = current_database() WHERE o.builder = ?",
        builder);
  }

  private List<String> texts(String sql, Object... parameters) throws SQLException {
    List<String> texts = new ArrayList<>();
    writer.select(sql, row -> texts.add(row.getString(1)), parameters);
    return texts;
  }

  private long count(String sql, Object... parameters) throws SQLException {
    List<Long> counts = new ArrayList<>();
    writer.select(sql, row -> counts.add(row.getLong(1)), parameters);
    return counts.get(0);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while readers were in the way", e);
    }
  }
}

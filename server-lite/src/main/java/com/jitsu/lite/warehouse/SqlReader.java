package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions without letting them change anything.
 *
 * <p>Three walls: DuckDB's own parser must find one SELECT and nothing beside it; it runs in a
 * read-only transaction; files, extensions and settings are locked for the whole database.
 */
final class SqlReader implements AutoCloseable {

  private static final long MOST_CHARACTERS = 50_000_000;
  private static final String BEGIN = "BEGIN TRANSACTION READ ONLY";

  /** All that the driver says then. */
  private static final String WORDS_LOST = "Invalid result set";

  private static final Duration AGAIN = Duration.ofMillis(50);

  private interface Answer<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private final DuckDbFile file;
  private final ScheduledThreadPoolExecutor watchdog;

  SqlReader(DuckDbFile file) {
    this.file = file;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "sql-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
  }

  SqlResult query(String sql, List<JsonNode> values, int maxRows, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    AtomicBoolean late = new AtomicBoolean();
    try {
      return file.use(root -> query(root, sql, values, maxRows, end, late));
    } catch (SQLException e) {
      throw late.get() ? tooLate(limit, e) : refused(String.valueOf(e.getMessage()), e);
    }
  }

  private SqlResult query(
      DuckDBConnection root,
      String sql,
      List<JsonNode> values,
      int maxRows,
      long end,
      AtomicBoolean late)
      throws SQLException {
    try (DuckDBConnection connection = root.duplicate();
        Statement transaction = connection.createStatement()) {
      checkIsOneSelect(connection, sql);
      transaction.execute(BEGIN);
      try {
        return run(connection, sql, values, end, late, rows -> read(rows, maxRows, late));
      } catch (SQLException e) {
        if (late.get() || !String.valueOf(e.getMessage()).contains(WORDS_LOST)) {
          throw e;
        }
        transaction.execute("ROLLBACK");
        transaction.execute(BEGIN);
        throw inDuckDbsWords(connection, sql, values, end, late, e);
      }
    }
  }

  private <T> T run(
      DuckDBConnection connection,
      String sql,
      List<JsonNode> values,
      long end,
      AtomicBoolean late,
      Answer<T> answer)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      SqlValues.bind(statement, values);
      // Again and again: a statement that is about to begin is not ended by a single call.
      ScheduledFuture<?> alarm =
          watchdog.scheduleWithFixedDelay(
              () -> cancel(statement, late),
              end - System.nanoTime(),
              AGAIN.toNanos(),
              TimeUnit.NANOSECONDS);
      try (ResultSet rows = statement.executeQuery()) {
        return answer.of(rows);
      } finally {
        alarm.cancel(false);
      }
    }
  }

  /** What a query ran into before its first row is lost where rows are streamed, but not here. */
  private SQLException inDuckDbsWords(
      DuckDBConnection connection,
      String sql,
      List<JsonNode> values,
      long end,
      AtomicBoolean late,
      SQLException lost) {
    try {
      return run(connection, "EXPLAIN ANALYZE\n" + sql, values, end, late, rows -> lost);
    } catch (SQLException e) {
      // Not the paragraph that quotes the line, for the line is not the user's.
      String words = String.valueOf(e.getMessage()).split("\n\n", 2)[0];
      return new SQLException(words, e);
    }
  }

  private static void cancel(Statement statement, AtomicBoolean late) {
    late.set(true);
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It ended in this moment.
    }
  }

  private static void checkIsOneSelect(DuckDBConnection connection, String sql)
      throws SQLException {
    try (PreparedStatement parser =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      parser.setString(1, sql);
      try (ResultSet parsed = parser.executeQuery()) {
        parsed.next();
        JsonNode answer = Json.parse(parsed.getString(1));
        if (answer.path("error").asBoolean()) {
          boolean other = answer.path("error_type").asText().equals("not implemented");
          throw refused(
              other
                  ? "only a single SELECT is allowed here"
                  : answer.path("error_message").asText(),
              null);
        }
        if (answer.path("statements").size() != 1) {
          throw refused("one SELECT is expected, found " + answer.path("statements").size(), null);
        }
      }
    }
  }

  private static SqlResult read(ResultSet rows, int maxRows, AtomicBoolean late)
      throws SQLException {
    ResultSetMetaData head = rows.getMetaData();
    List<SqlResult.Column> columns = new ArrayList<>();
    for (int i = 1; i <= head.getColumnCount(); i++) {
      columns.add(new SqlResult.Column(head.getColumnName(i), head.getColumnTypeName(i)));
    }
    List<List<JsonNode>> lines = new ArrayList<>();
    long characters = 0;
    while (rows.next()) {
      if (late.get()) {
        throw new SQLException("cancelled");
      }
      if (lines.size() == maxRows || characters > MOST_CHARACTERS) {
        return new SqlResult(columns, lines, true);
      }
      List<JsonNode> line = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        Object value = rows.getObject(i);
        characters +=
            8
                + (value instanceof String || value instanceof org.duckdb.JsonNode
                    ? value.toString().length()
                    : 0);
        // A java.sql.Timestamp has lost the hour that this machine's zone skips in spring.
        line.add(
            SqlValues.json(
                value instanceof Timestamp ? rows.getObject(i, LocalDateTime.class) : value));
      }
      lines.add(line);
    }
    return new SqlResult(columns, lines, false);
  }

  private static ProblemException refused(String message, @Nullable Exception cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0701",
            message.strip(),
            "sql",
            "send one SELECT; tables: SELECT table_name FROM duckdb_tables(), columns: DESCRIBE"
                + " profiles"),
        cause);
  }

  private static ProblemException tooLate(Duration limit, Exception cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0705",
            "the query took longer than " + limit.toMillis() / 1000.0 + " s and was stopped",
            "sql",
            "ask for less: fewer rows with WHERE, or a sum instead of a list"),
        cause);
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }
}

package com.jitsu.lite.warehouse;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/** The one connection that writes: one transaction after the other. */
final class Writer {

  private final DuckDbFile file;
  private final ReentrantLock lock = new ReentrantLock();

  Writer(DuckDbFile file) {
    this.file = file;
  }

  DuckDBConnection connection() {
    return file.writing();
  }

  /**
   * Commits what the work did, or nothing of it. After a failure of the database it is not certain
   * which: work must be such that it can be done again.
   */
  <T> T transaction(String what, Work<T> work) {
    try {
      return file.use(root -> transaction(work));
    } catch (SQLException e) {
      throw new WarehouseException("could not " + what, e);
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    lock.lock();
    try {
      T result = work.run();
      connection().commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the work, on a connection of its own that commits by itself, while nobody writes. */
  void alone(String what, Alone work) {
    try {
      file.use(
          root -> {
            lock.lock();
            try (DuckDBConnection other = root.duplicate()) {
              work.run(other);
              return true;
            } finally {
              lock.unlock();
            }
          });
    } catch (SQLException e) {
      throw new WarehouseException("could not " + what, e);
    }
  }

  /** Bytes of the file. */
  long fileBytes() throws SQLException {
    return file.bytes();
  }

  private void rollback(Exception cause) {
    try {
      connection().rollback();
    } catch (SQLException e) {
      // After a commit that failed, the driver never begins a transaction again.
      file.giveUp(cause instanceof SQLException failure ? failure : e);
      cause.addSuppressed(e);
    }
  }

  void execute(String sql, Object... parameters) throws SQLException {
    if (parameters.length == 0) {
      try (Statement statement = connection().createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  void select(String sql, RowReader each, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          each.read(rows);
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  interface Work<T> {
    T run() throws SQLException;
  }

  interface Alone {
    void run(DuckDBConnection other) throws SQLException;
  }

  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}

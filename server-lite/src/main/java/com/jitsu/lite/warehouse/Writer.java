package com.jitsu.lite.warehouse;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/** The one connection that writes: one transaction after the other. */
final class Writer implements AutoCloseable {

  private final DuckDBConnection connection;
  private final ReentrantLock lock = new ReentrantLock();

  Writer(DuckDBConnection connection) {
    this.connection = connection;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Commits what the work did, or nothing of it. */
  <T> T transaction(String what, Work<T> work) {
    lock.lock();
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollback(e);
      throw new WarehouseException("could not " + what, e);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void rollback(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  void execute(String sql, Object... parameters) throws SQLException {
    if (parameters.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  void select(String sql, RowReader each, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
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

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  interface Work<T> {
    T run() throws SQLException;
  }

  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}

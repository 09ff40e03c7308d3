package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with its connections. After a failure that DuckDB does not survive, such as a disk that
 * is full in the middle of a checkpoint, it is opened again with all that was committed: by whoever
 * uses it next, once a second at most. Thread-safe.
 */
final class DuckDbFile implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DuckDbFile.class);
  private static final Duration BETWEEN_OPENINGS = Duration.ofSeconds(1);

  private final Path file;
  // Shared by whoever uses a connection, exclusive for opening again: DuckDB lets go of a database
  // only when its last connection is closed.
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private Runnable setUp = () -> {};
  private @Nullable DuckDBConnection root;
  private @Nullable DuckDBConnection writing;
  private volatile @Nullable SQLException failure;
  private volatile long lastOpening = System.nanoTime();
  private boolean closed;

  private DuckDbFile(Path file) {
    this.file = file;
  }

  static DuckDbFile open(Path file) throws SQLException {
    DuckDbFile opened = new DuckDbFile(file.toAbsolutePath());
    opened.connect();
    return opened;
  }

  /** Runs now, and after each time that the file was opened again, with the writing connection. */
  void setUp(Runnable action) {
    action.run();
    setUp = action;
  }

  /** Uses the connection that others can be duplicated from. */
  <T> T use(Use<T> use) throws SQLException {
    if (failure != null) {
      openAgain();
    }
    inUse.readLock().lock();
    try {
      return use.of(requireOpen(root));
    } catch (SQLException e) {
      if (isFatal(e)) {
        failure = e;
      }
      throw e;
    } finally {
      inUse.readLock().unlock();
    }
  }

  /** Says that a connection is of no use any more: the file is opened again before the next use. */
  void giveUp(SQLException why) {
    failure = why;
  }

  /** For one thread at a time, within {@link #use}. */
  DuckDBConnection writing() {
    return requireNonNull(writing, "used outside");
  }

  /** As long as the file is. */
  long bytes() throws SQLException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new SQLException("the length of " + file + " cannot be read", e);
    }
  }

  /** Idempotent; waits for those who use it. */
  @Override
  public void close() throws SQLException {
    inUse.writeLock().lock();
    try {
      closed = true;
      DuckDBConnection last = writing;
      if (last != null && !last.isClosed() && failure == null) {
        last.rollback();
      }
      disconnect();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private void openAgain() throws SQLException {
    inUse.writeLock().lock();
    try {
      SQLException last = failure;
      if (last == null || closed) {
        return;
      }
      if (System.nanoTime() - lastOpening < BETWEEN_OPENINGS.toNanos()) {
        throw new SQLException(last.getMessage(), last);
      }
      lastOpening = System.nanoTime();
      try {
        disconnect();
        connect();
        failure = null;
        setUp.run();
        log.info("the warehouse works again: {}", file);
      } catch (SQLException e) {
        failure = e;
        throw e;
      } catch (WarehouseException e) {
        failure = new SQLException(e.getMessage(), e);
        throw e;
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private void connect() throws SQLException {
    DuckDBConnection opened =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings());
    try {
      DuckDBConnection second = opened.duplicate();
      second.setAutoCommit(false);
      root = opened;
      writing = second;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** What is broken may fail to close as well, and is gone all the same. */
  private void disconnect() {
    for (DuckDBConnection connection : new DuckDBConnection[] {writing, root}) {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        log.debug("a connection did not close well", e);
      }
    }
    writing = null;
    root = null;
  }

  /** Set once for the whole database and locked: no query may read files or load code. */
  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("enable_external_access", "false");
    settings.setProperty("memory_limit", "512MB");
    // Each checkpoint writes the last 122,880 rows of a table anew; by default there are eight
    // before these are full. What waits in the log costs a start after a crash a second at most.
    settings.setProperty("checkpoint_threshold", "64MB");
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("lock_configuration", "true");
    return settings;
  }

  private DuckDBConnection requireOpen(@Nullable DuckDBConnection connection) throws SQLException {
    if (connection == null) {
      throw new SQLException("the warehouse is closed");
    }
    return connection;
  }

  private static boolean isFatal(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("FATAL Error") || message.contains("has been invalidated");
  }

  @FunctionalInterface
  interface Use<T> {
    T of(DuckDBConnection root) throws SQLException;
  }
}

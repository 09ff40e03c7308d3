package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.duckdb.DuckDBConnection;

/**
 * Start here: profiles and events where people query them, in one DuckDB file.
 *
 * <p>Thread-safe: writes wait for one another, readers see the last commit and wait for nobody. No
 * other process can open the file while this one has it. A failure of the database is a {@link
 * WarehouseException}; the same call again does what is missing. After a full disk everything works
 * again by itself once there is room.
 */
public final class DuckDbWarehouse implements AutoCloseable {

  private final DuckDbFile file;
  private final Writer writer;
  private final ProfileTables profiles;
  private final EventTable events;
  private final SqlReader reader;
  private final RowEraser eraser;

  private DuckDbWarehouse(DuckDbFile file) {
    this.file = file;
    this.writer = new Writer(file);
    this.profiles = new ProfileTables(writer);
    this.events = new EventTable(writer);
    this.reader = new SqlReader(file);
    this.eraser = new RowEraser(writer, events);
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws ProblemException JITSU-0704 when it is in use, damaged or not writable, JITSU-0607 when
   *     the disk is full
   */
  public static DuckDbWarehouse open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      DuckDbFile opened = DuckDbFile.open(file);
      try {
        DuckDbWarehouse warehouse = new DuckDbWarehouse(opened);
        opened.setUp(warehouse::create);
        return warehouse;
      } catch (RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (SQLException | IOException | WarehouseException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw new ProblemException(
            new Problem(
                "JITSU-0607",
                "the disk is full, so the warehouse cannot be opened",
                file.toString(),
                "make room on this disk, then start again"),
            e);
      }
      throw new ProblemException(
          new Problem(
              "JITSU-0704",
              "the warehouse cannot be opened: " + firstLine(e),
              file.toString(),
              "end the other process that has it open; a file that is damaged or not DuckDB's must"
                  + " be restored or moved away"),
          e);
    }
  }

  private void create() {
    writer.transaction(
        "make the tables",
        () -> {
          profiles.create();
          events.create();
          return true;
        });
  }

  /**
   * Shows rows at once, and removes those of profiles that have none now. What is older than the
   * stored row, or than the builder's current publication, is skipped. Repeating a call changes
   * nothing. Tables are made as needed.
   *
   * @throws ProblemException JITSU-0702 when a table is another builder's, JITSU-0703 when its name
   *     cannot be one; nothing is written then
   */
  public void upsert(List<ProfileUpsert> rows) {
    if (!rows.isEmpty()) {
      writer.transaction(
          "write " + rows.size() + " profiles",
          () -> {
            profiles.upsert(rows);
            return true;
          });
    }
  }

  /**
   * Keeps rows of a rebuild where nobody sees them until {@link #swap}; a profile may come again,
   * the greatest position wins, at the same position the later call. Of rows of several profiles
   * with the same id the one with the greatest position wins.
   *
   * @throws ProblemException as {@link #upsert}
   */
  public void stage(List<ProfileUpsert> rows) {
    if (!rows.isEmpty()) {
      writer.transaction(
          "stage " + rows.size() + " profiles",
          () -> {
            profiles.stage(rows);
            return true;
          });
    }
  }

  /**
   * In one transaction every table of the builder shows the staged rows of the publication and
   * nothing else. Does nothing when the tables already show this publication or a later one.
   */
  public void swap(String builder, long publication) {
    writer.transaction(
        "swap in publication " + publication + " of " + builder,
        () -> {
          profiles.swap(builder, publication);
          return true;
        });
  }

  /**
   * From now on rows of the builder that belong to an earlier publication are refused by {@link
   * #upsert}; those that are there stay until {@link #dropBefore}.
   */
  public void publish(String builder, long publication) {
    writer.transaction(
        "begin to show publication " + publication + " of " + builder,
        () -> {
          profiles.publish(builder, publication);
          return true;
        });
  }

  /** Removes the rows of the builder that belong to publications before this one. */
  public void dropBefore(String builder, long publication) {
    writer.transaction(
        "remove what is older than publication " + publication + " of " + builder,
        () -> {
          profiles.dropBefore(builder, publication);
          return true;
        });
  }

  /** Forgets the rows of a rebuild that is not to be shown, and of the builder's earlier ones. */
  public void dropStaging(String builder, long publication) {
    writer.transaction(
        "drop publication " + publication + " of " + builder,
        () -> {
          profiles.dropStaging(builder, publication);
          return true;
        });
  }

  /** Which publication the tables of the builder show; empty before the first swap. */
  public OptionalLong currentPublication(String builder) {
    return writer.transaction(
        "read the publication of " + builder, () -> profiles.currentPublication(builder));
  }

  /** The greatest publication that tables of any builder show; 0 before the first swap. */
  public long latestPublication() {
    return writer.transaction("read the latest publication", profiles::latestPublication);
  }

  /**
   * Asks beforehand what {@link #upsert} would say to a table.
   *
   * @throws ProblemException JITSU-0702 or JITSU-0703
   */
  public void checkTable(String builder, String tableName) {
    writer.transaction(
        "look up the table " + tableName,
        () -> {
          profiles.checkTable(builder, tableName);
          return true;
        });
  }

  /** How many profiles of the builder are shown, over all its tables. */
  public long countProfiles(String builder) {
    try {
      return file.use(
          root -> {
            try (DuckDBConnection connection = root.duplicate();
                PreparedStatement statement =
                    connection.prepareStatement(
                        "SELECT count(*) FROM jitsu_internal.guards WHERE builder = ?")) {
              statement.setString(1, builder);
              try (ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
              }
            }
          });
    } catch (SQLException e) {
      throw new WarehouseException("could not count the profiles of " + builder, e);
    }
  }

  /** The row that is shown of a builder's profile. */
  public Optional<StoredProfile> find(String builder, String profileId) {
    try {
      return file.use(
          root -> {
            try (DuckDBConnection connection = root.duplicate()) {
              // Two statements, one snapshot: the row may move to another table in between.
              connection.setAutoCommit(false);
              Optional<String> table = table(connection, builder, profileId);
              return table.isEmpty() ? Optional.empty() : read(connection, table.get(), profileId);
            }
          });
    } catch (SQLException e) {
      throw new WarehouseException("could not read a profile of " + builder, e);
    }
  }

  private static Optional<String> table(
      DuckDBConnection connection, String builder, String profileId) throws SQLException {
    try (PreparedStatement guard =
        connection.prepareStatement(
            "SELECT table_name FROM jitsu_internal.guards WHERE builder = ? AND profile_id = ?")) {
      guard.setString(1, builder);
      guard.setString(2, profileId);
      try (ResultSet found = guard.executeQuery()) {
        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
      }
    }
  }

  private static Optional<StoredProfile> read(
      DuckDBConnection connection, String table, String profileId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT traits::VARCHAR, version, updated_at FROM main."
                + TableName.quoted(table)
                + " WHERE profile_id = ?")) {
      statement.setString(1, profileId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new StoredProfile(
                profileId,
                (ObjectNode) Json.parse(row.getString(1)),
                row.getInt(2),
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                table));
      }
    }
  }

  /** As the other one, for a statement without parameters. */
  public SqlResult query(String sql, int maxRows, Duration limit) {
    return query(sql, List.of(), maxRows, limit);
  }

  /**
   * Runs one SELECT that cannot write, attach, read files or change settings.
   *
   * @param values one for each {@code ?}: texts, numbers, truth values, nulls
   * @throws ProblemException JITSU-0701 with DuckDB's words, JITSU-0705 when the time is over
   */
  public SqlResult query(String sql, List<JsonNode> values, int maxRows, Duration limit) {
    return reader.query(sql, values, maxRows, limit);
  }

  /**
   * Adds events to a table, which gets the columns it lacks; an event that does not fit is left out
   * and the result says why. An event whose position is not above {@link #loadedPosition} is
   * skipped: rows and position are written together, so that no event is there twice after a crash.
   *
   * @param events in rising positions
   * @param upTo becomes the position, so that events that are left out are not asked for again
   */
  public LoadResult load(String table, List<FlatEvent> events, long upTo) {
    return writer.transaction(
        "load " + events.size() + " events", () -> this.events.load(table, events, upTo));
  }

  /** What {@link #load} would make of the event if it came now; nothing is written. */
  public LoadResult preview(String table, FlatEvent event) {
    return writer.transaction("preview a row", () -> events.preview(table, event));
  }

  /** The position up to which {@link #load} has seen events; 0 before the first. */
  public long loadedPosition(String table) {
    return writer.transaction("read the position of " + table, () -> events.position(table));
  }

  /** Takes rows out, and their bytes out of the file. */
  public RowEraser eraser() {
    return eraser;
  }

  /** Throws {@link WarehouseException} when the database does not answer. */
  public void check() {
    try {
      file.use(
          root -> {
            try (DuckDBConnection connection = root.duplicate();
                Statement statement = connection.createStatement()) {
              return statement.execute("SELECT count(*) FROM jitsu_internal.publications");
            }
          });
    } catch (SQLException e) {
      throw new WarehouseException("the warehouse does not answer", e);
    }
  }

  /** Waits for the write that runs; what was committed is safe with or without it. */
  @Override
  public void close() {
    try {
      reader.close();
      file.close();
    } catch (SQLException e) {
      throw new WarehouseException("could not close the warehouse", e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

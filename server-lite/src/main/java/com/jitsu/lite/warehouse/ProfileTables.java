package com.jitsu.lite.warehouse;

import static com.jitsu.lite.warehouse.TableName.quoted;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;

/**
 * Writes profiles. What people see has four columns; what guards it is in a schema of its own:
 *
 * <pre>
 * main.profiles                  profile_id | traits          | version | updated_at
 *                                u1         | {"ltv": 40.5}   | 3       | 2026-03-01 00:00:00
 * jitsu_internal.owners          table_name | builder
 *                                profiles   | lifetime-value
 * jitsu_internal.publications    builder        | publication
 *                                lifetime-value | 3
 * jitsu_internal.guards          builder        | profile_id | table_name | publication | position | source
 *                                lifetime-value | u1         | profiles   | 3           | 1207     | u1
 * jitsu_internal.staged          the same and traits, version, updated_at: rows of a rebuild
 * </pre>
 *
 * A builder has one row per profile id; when its table changes, the row moves. The source is the
 * profile whose events the row was made of: a function may give the row another id. Rows without a
 * table and an id say that their source has none.
 */
final class ProfileTables {

  private static final String ROW =
      "builder VARCHAR, profile_id VARCHAR, table_name VARCHAR, publication BIGINT,"
          + " position BIGINT, traits JSON, version INTEGER, updated_at TIMESTAMP, source VARCHAR";
  private static final String SHOWN = "profile_id, traits, version, updated_at";
  private static final String GUARDED =
      "builder, profile_id, table_name, publication, position, source";

  private final Writer writer;

  ProfileTables(Writer writer) {
    this.writer = writer;
  }

  void create() throws SQLException {
    writer.execute("CREATE SCHEMA IF NOT EXISTS jitsu_internal");
    String table = "CREATE TABLE IF NOT EXISTS jitsu_internal.";
    writer.execute(table + "owners (table_name VARCHAR, builder VARCHAR)");
    writer.execute(table + "publications (builder VARCHAR, publication BIGINT)");
    writer.execute(
        table
            + "guards (builder VARCHAR, profile_id VARCHAR, table_name VARCHAR,"
            + " publication BIGINT, position BIGINT, source VARCHAR)");
    writer.execute(table + "staged (" + ROW + ")");
    writer.execute("CREATE TEMP TABLE incoming (" + ROW + ")");
    writer.execute(
        "CREATE TEMP TABLE touched (builder VARCHAR, profile_id VARCHAR, table_name VARCHAR,"
            + " publication BIGINT, position BIGINT, source VARCHAR, guard BIGINT)");
    writer.execute("CREATE TEMP TABLE winners (row_number BIGINT)");
  }

  void upsert(List<ProfileUpsert> rows) throws SQLException {
    Collection<ProfileUpsert> newest = NewestRows.of(rows);
    for (String table : claim(newest)) {
      createTable(table);
    }
    append("temp", "main", "incoming", newest);
    writer.execute(
        "DELETE FROM incoming USING jitsu_internal.publications p"
            + " WHERE incoming.builder = p.builder AND incoming.publication < p.publication");
    touch();
    writer.execute(
        "DELETE FROM incoming USING touched g WHERE incoming.builder = g.builder"
            + " AND (incoming.source = g.source OR incoming.profile_id = g.profile_id)"
            + " AND (incoming.publication < g.publication"
            + " OR incoming.publication = g.publication AND incoming.position < g.position)");
    writer.execute(
        "DELETE FROM touched WHERE NOT EXISTS (SELECT 1 FROM incoming i"
            + " WHERE i.builder = touched.builder AND i.source = touched.source)"
            + " AND NOT EXISTS (SELECT 1 FROM incoming i"
            + " WHERE i.builder = touched.builder AND i.profile_id = touched.profile_id)");
    for (String table : tables("SELECT DISTINCT table_name FROM touched")) {
      writer.execute(
          "DELETE FROM main."
              + quoted(table)
              + " WHERE profile_id IN (SELECT profile_id FROM touched WHERE table_name = ?)",
          table);
    }
    writer.execute("DELETE FROM incoming WHERE table_name IS NULL");
    for (String table : tables("SELECT DISTINCT table_name FROM incoming")) {
      writer.execute(
          "INSERT INTO main."
              + quoted(table)
              + " SELECT "
              + SHOWN
              + " FROM incoming WHERE table_name = ?",
          table);
    }
    writer.execute("DELETE FROM jitsu_internal.guards WHERE rowid IN (SELECT guard FROM touched)");
    writer.execute("INSERT INTO jitsu_internal.guards SELECT " + GUARDED + " FROM incoming");
    writer.execute("DELETE FROM incoming");
    writer.execute("DELETE FROM touched");
  }

  /** Collects the guards of what comes in, by profile and by the row's id, in one pass. */
  private void touch() throws SQLException {
    writer.execute(
        "INSERT INTO touched SELECT "
            + GUARDED
            + ", rowid FROM jitsu_internal.guards g"
            + " WHERE (g.builder, g.source) IN (SELECT (builder, source) FROM incoming)"
            + " OR (g.builder, g.profile_id) IN (SELECT (builder, profile_id) FROM incoming"
            + " WHERE profile_id IS NOT NULL)");
  }

  void stage(List<ProfileUpsert> rows) throws SQLException {
    claim(rows);
    append(writer.connection().getCatalog(), "jitsu_internal", "staged", rows);
  }

  void swap(String builder, long publication) throws SQLException {
    OptionalLong current = currentPublication(builder);
    if (current.isEmpty() || current.getAsLong() < publication) {
      chooseWinners(builder, publication);
      for (String table :
          tables(
              "SELECT DISTINCT table_name FROM jitsu_internal.staged"
                  + " WHERE rowid IN (SELECT row_number FROM winners)")) {
        createTable(table);
      }
      for (String table : existing(builder)) {
        writer.execute("DELETE FROM main." + quoted(table));
        writer.execute(
            "INSERT INTO main."
                + quoted(table)
                + " SELECT "
                + SHOWN
                + " FROM jitsu_internal.staged WHERE table_name = ?"
                + " AND rowid IN (SELECT row_number FROM winners)",
            table);
      }
      writer.execute("DELETE FROM jitsu_internal.guards WHERE builder = ?", builder);
      writer.execute(
          "INSERT INTO jitsu_internal.guards SELECT "
              + GUARDED
              + " FROM jitsu_internal.staged WHERE rowid IN (SELECT row_number FROM winners)");
      writer.execute("DELETE FROM winners");
      publish(builder, publication);
    }
    dropStaging(builder, publication);
  }

  /** Of each profile the newest staged row; of rows with one id the newest again. */
  private void chooseWinners(String builder, long publication) throws SQLException {
    writer.execute(
        "INSERT INTO winners SELECT arg_max(latest.row_number, latest.position) FROM ("
            + "SELECT max(position) AS position,"
            + " arg_max(rowid, {'position': position, 'row_number': rowid}) AS row_number"
            + " FROM jitsu_internal.staged WHERE builder = ? AND publication = ? GROUP BY source"
            + ") latest JOIN jitsu_internal.staged s ON s.rowid = latest.row_number"
            + " WHERE s.table_name IS NOT NULL GROUP BY s.profile_id",
        builder,
        publication);
  }

  /** From now on older rows of the builder are refused; those that are there stay. */
  void publish(String builder, long publication) throws SQLException {
    writer.execute(
        "DELETE FROM jitsu_internal.publications WHERE builder = ? AND publication < ?",
        builder,
        publication);
    if (currentPublication(builder).isEmpty()) {
      writer.execute("INSERT INTO jitsu_internal.publications VALUES (?, ?)", builder, publication);
    }
  }

  /** Removes the builder's rows of earlier publications. */
  void dropBefore(String builder, long publication) throws SQLException {
    for (String table : existing(builder)) {
      writer.execute(
          "DELETE FROM main."
              + quoted(table)
              + " WHERE profile_id IN (SELECT profile_id FROM jitsu_internal.guards"
              + " WHERE builder = ? AND table_name = ? AND publication < ?)",
          builder,
          table,
          publication);
    }
    writer.execute(
        "DELETE FROM jitsu_internal.guards WHERE builder = ? AND publication < ?",
        builder,
        publication);
  }

  void dropStaging(String builder, long publication) throws SQLException {
    writer.execute(
        "DELETE FROM jitsu_internal.staged WHERE builder = ? AND publication <= ?",
        builder,
        publication);
    // A claim without a table came from rows that are never to be shown now.
    writer.execute(
        "DELETE FROM jitsu_internal.owners AS o WHERE o.builder = ?"
            + " AND o.table_name NOT IN (SELECT lower(table_name) FROM duckdb_tables()"
            + " WHERE database_name = current_database() AND schema_name = 'main')"
            + " AND o.table_name NOT IN (SELECT table_name FROM jitsu_internal.staged"
            + " WHERE builder = ?)",
        builder,
        builder);
  }

  OptionalLong currentPublication(String builder) throws SQLException {
    List<Long> found = new ArrayList<>();
    writer.select(
        "SELECT publication FROM jitsu_internal.publications WHERE builder = ?",
        row -> found.add(row.getLong(1)),
        builder);
    return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
  }

  long latestPublication() throws SQLException {
    List<Long> found = new ArrayList<>();
    writer.select(
        "SELECT coalesce(max(publication), 0) FROM jitsu_internal.publications",
        row -> found.add(row.getLong(1)));
    return found.get(0);
  }

  /** Fails when one of the tables is another builder's; gives the free ones to theirs. */
  private Set<String> claim(Collection<ProfileUpsert> rows) throws SQLException {
    Map<String, String> owners = owners();
    Set<String> tables = new TreeSet<>();
    for (ProfileUpsert row : rows) {
      ShownRow shown = row.row();
      if (shown == null) {
        continue;
      }
      String table = TableName.ofProfiles(shown.tableName());
      if (tables.add(table) && !owners.containsKey(table)) {
        writer.execute("INSERT INTO jitsu_internal.owners VALUES (?, ?)", table, row.builder());
        owners.put(table, row.builder());
      }
      checkOwner(table, owners.getOrDefault(table, row.builder()), row.builder());
    }
    return tables;
  }

  void checkTable(String builder, String tableName) throws SQLException {
    String table = TableName.ofProfiles(tableName);
    checkOwner(table, owners().getOrDefault(table, builder), builder);
  }

  private static void checkOwner(String table, String owner, String builder) {
    if (!owner.equals(builder)) {
      throw new ProblemException(
          new Problem(
              "JITSU-0702",
              "the table \""
                  + table
                  + "\" belongs to the builder \""
                  + owner
                  + "\"; the builder \""
                  + builder
                  + "\" cannot write to it",
              "tableName",
              "give \""
                  + builder
                  + "\" a table of its own, in its settings or in what its function"
                  + " returns"));
    }
  }

  private Map<String, String> owners() throws SQLException {
    Map<String, String> owners = new HashMap<>();
    writer.select(
        "SELECT table_name, builder FROM jitsu_internal.owners",
        row -> owners.put(row.getString(1), row.getString(2)));
    return owners;
  }

  private void createTable(String table) throws SQLException {
    writer.execute(
        "CREATE TABLE IF NOT EXISTS main."
            + quoted(table)
            + " (profile_id VARCHAR, traits JSON, version INTEGER, updated_at TIMESTAMP)");
  }

  private List<String> tables(String sql, Object... parameters) throws SQLException {
    List<String> tables = new ArrayList<>();
    writer.select(sql, row -> tables.add(row.getString(1)), parameters);
    return tables;
  }

  private List<String> existing(String builder) throws SQLException {
    return tables(
        "SELECT o.table_name FROM jitsu_internal.owners o JOIN duckdb_tables() t"
            + " ON t.table_name = o.table_name AND t.schema_name = 'main'"
            + " AND t.database_name = current_database() WHERE o.builder = ?",
        builder);
  }

  private void append(String catalog, String schema, String table, Collection<ProfileUpsert> rows)
      throws SQLException {
    try (DuckDBAppender appender = writer.connection().createAppender(catalog, schema, table)) {
      for (ProfileUpsert upsert : rows) {
        ShownRow row = upsert.row();
        appender.beginRow();
        appender.append(upsert.builder());
        if (row == null) {
          appender.appendNull().appendNull();
        } else {
          appender.append(row.profileId()).append(TableName.ofProfiles(row.tableName()));
        }
        appender.append(upsert.publication());
        appender.append(upsert.position());
        if (row == null) {
          appender.appendNull().appendNull().appendNull();
        } else {
          appender.append(row.traits());
          appender.append(row.version());
          appender.append(row.updatedAt().atOffset(ZoneOffset.UTC).toLocalDateTime());
        }
        appender.append(upsert.source());
        appender.endRow();
      }
    }
  }
}

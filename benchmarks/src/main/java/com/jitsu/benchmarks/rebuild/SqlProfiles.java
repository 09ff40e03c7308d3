package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.server.ProcessTimes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The same profiles in plain SQL on DuckDB: once from a table of the events, as the loader of a
 * warehouse leaves them, once from the JSON itself. A process of its own, because it runs with the
 * server's libraries; prints {@code what seconds processor-seconds} for each step.
 */
final class SqlProfiles {

  /** What the query reads of an event. */
  private static final String COLUMNS =
      """
      {userId: 'VARCHAR', type: 'VARCHAR', event: 'VARCHAR', timestamp: 'TIMESTAMP', traits: 'JSON',
       properties: 'STRUCT(total DOUBLE)',
       context: 'STRUCT(page STRUCT(path VARCHAR), campaign STRUCT(name VARCHAR))'}""";

  private static final String READ =
      """
      SELECT userId AS user_id, type, event, timestamp AS ts, properties.total AS total,
        context.page.path AS path, context.campaign.name AS campaign,
        CASE WHEN type = 'identify' THEN traits END AS traits
      FROM read_ndjson('%s', columns = %s)""";

  /** Events of a profile are in the order of their time, and no two of one have the same. */
  private static final String PROFILES =
      """
      CREATE OR REPLACE TABLE profiles AS
      WITH e AS (
        SELECT *, coalesce(ts - lag(ts) OVER (PARTITION BY user_id ORDER BY ts)
          > INTERVAL 30 MINUTE, true) AS begins
        FROM (%s))
      SELECT user_id AS profile_id, arg_max(traits, ts) AS built_in,
        count(*) FILTER (type = 'page') AS page, count(*) FILTER (type = 'track') AS track,
        count(*) FILTER (type = 'identify') AS identify, count(*) FILTER (type = 'group') AS "group",
        coalesce(round(sum(total) FILTER (type = 'track' AND event = 'Order Completed'), 2), 0)
          AS revenue,
        strftime(min(ts), '%%Y-%%m-%%dT%%H:%%M:%%S.%%g') || 'Z' AS firstSeen,
        strftime(max(ts), '%%Y-%%m-%%dT%%H:%%M:%%S.%%g') || 'Z' AS lastSeen,
        count(*) FILTER (begins) AS sessions,
        count(DISTINCT path) FILTER (type = 'page') AS pages,
        arg_min(campaign, ts) AS campaign
      FROM e GROUP BY user_id""";

  private static final String ROWS =
      """
      SELECT json_object('profileId', profile_id, 'builtIn', built_in, 'counts',
        json_object('page', page, 'track', track, 'identify', identify, 'group', "group"),
        'revenue', revenue, 'firstSeen', firstSeen, 'lastSeen', lastSeen, 'sessions', sessions,
        'pages', pages, 'campaign', campaign)::VARCHAR FROM profiles""";

  private final Statement statement;

  private SqlProfiles(Statement statement) {
    this.statement = statement;
  }

  /** Arguments: folder with events.ndjson, processors, rounds, file for the rows. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path database = folder.resolve("sql.duckdb");
    Files.deleteIfExists(database);
    int rounds = Integer.parseInt(arguments[2]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      SqlProfiles profiles = new SqlProfiles(statement);
      statement.execute("SET threads = " + arguments[1]);
      statement.execute("SET preserve_insertion_order = false");
      String read = READ.formatted(folder.resolve("events.ndjson"), COLUMNS);
      profiles.step("load", "CREATE TABLE events AS " + read);
      for (int round = 0; round < rounds; round++) {
        profiles.step("table", PROFILES.formatted("FROM events"));
      }
      profiles.write(Path.of(arguments[3]));
      for (int round = 0; round < rounds; round++) {
        profiles.step("json", PROFILES.formatted(read));
      }
    }
    Files.delete(database);
  }

  /** Counted is all until the rows are in the file. */
  private void step(String what, String sql) throws SQLException, IOException {
    double busy = ProcessTimes.ofThisProcess();
    long start = System.nanoTime();
    statement.execute(sql);
    statement.execute("CHECKPOINT");
    System.out.printf(
        Locale.ROOT,
        "%s %.3f %.2f%n",
        what,
        (System.nanoTime() - start) / 1e9,
        ProcessTimes.ofThisProcess() - busy);
  }

  private void write(Path file) throws SQLException, IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        ResultSet rows = statement.executeQuery(ROWS)) {
      while (rows.next()) {
        out.write(rows.getString(1));
        out.newLine();
      }
    }
  }
}

package com.jitsu.benchmarks.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * What the data folder of a server that does not run has on disk: all files, RocksDB's families as
 * they are and once more after all levels were compacted with the server's own options, DuckDB's
 * tables. A process of its own, because it runs with the server's libraries; prints {@code when
 * part bytes} for each part.
 */
final class DiskUse {

  private DiskUse() {}

  /** Argument: data folder. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);

    folder("before", data);
    RocksDB.loadLibrary();
    families(data.resolve("rocks"));
    folder("after", data);
    tables(data.resolve("warehouse.duckdb"));
  }

  private static void folder(String when, Path data) throws IOException {
    say(when, "rocks", size(data.resolve("rocks"), ".sst"));
    say(when, "rocks-log", size(data.resolve("rocks"), ".log"));
    say(when, "warehouse", size(data, "warehouse.duckdb") + size(data, "warehouse.duckdb.wal"));
    say(when, "redis", size(data.resolve("redis"), ""));
    say(when, "all", size(data, ""));
  }

  /** Of all files below a folder whose names end so, as the disk has them. */
  private static long size(Path folder, String ending) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().endsWith(ending))
              .toList();
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static void families(Path rocks) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        ConfigOptions config = new ConfigOptions()) {
      OptionsUtil.loadLatestOptions(config, rocks.toString(), options, families);
      try (RocksDB database = RocksDB.open(options, rocks.toString(), families, handles);
          FlushOptions flush = new FlushOptions().setWaitForFlush(true);
          CompactRangeOptions all =
              new CompactRangeOptions()
                  .setBottommostLevelCompaction(
                      CompactRangeOptions.BottommostLevelCompaction.kForce)) {
        database.flush(flush, handles);
        for (ColumnFamilyHandle family : handles) {
          say("before", name(family), database.getColumnFamilyMetaData(family).size());
          database.compactRange(family, null, null, all);
          say("after", name(family), database.getColumnFamilyMetaData(family).size());
        }
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
  }

  private static String name(ColumnFamilyHandle family) throws RocksDBException {
    return new String(family.getName(), StandardCharsets.US_ASCII);
  }

  /** The blocks of each table; what is free in the file, or shared, is left over. */
  private static void tables(Path file) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath());
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT temporary")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        say(
            "blocks",
            table,
            number(
                statement,
                "SELECT count(DISTINCT block_id) * 262144 FROM pragma_storage_info('%s') WHERE persistent"
                    .formatted(table)));
      }
    }
  }

  private static long number(Statement statement, String select) throws SQLException {
    try (ResultSet row = statement.executeQuery(select)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void say(String when, String part, long bytes) {
    System.out.printf(Locale.ROOT, "%s %s %d%n", when, part, bytes);
  }
}

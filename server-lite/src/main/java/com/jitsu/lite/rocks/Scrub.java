package com.jitsu.lite.rocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDBException;

/**
 * Gets deleted entries out of the files.
 *
 * <p>RocksDB deletes by writing that something is deleted. The bytes stay in its log until what
 * waits in memory is flushed, in its tables until these are written anew down to the last level,
 * and keys stay in its manifest, which names the first and the last key of each table.
 */
final class Scrub {

  private Scrub() {}

  /** Empties the log: all that is in memory becomes tables. */
  static void flush(OpenRocks rocks) throws RocksDBException {
    List<ColumnFamilyHandle> all = new ArrayList<>();
    for (Family family : Family.values()) {
      all.add(rocks.handle(family));
    }
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      rocks.database().flush(options, all);
    }
  }

  /**
   * The shortest spans that hold all of the keys, one for each table that has some of them, so that
   * a table is written anew once and one without them not at all.
   */
  static List<KeySpan> spans(OpenRocks rocks, Family family, List<byte[]> keys) {
    TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    sorted.addAll(keys);
    List<KeySpan> spans = new ArrayList<>();
    for (LiveFileMetaData table : rocks.database().getLiveFilesMetaData()) {
      if (Arrays.equals(table.columnFamilyName(), family.columnName())) {
        byte[] first = sorted.ceiling(table.smallestKey());
        byte[] last = sorted.floor(table.largestKey());
        if (first != null && last != null && Arrays.compareUnsigned(first, last) <= 0) {
          spans.add(new KeySpan(family, first, last));
        }
      }
    }
    return spans;
  }

  /** The spans of all tables. */
  static List<KeySpan> spans(OpenRocks rocks, Family family) {
    return rocks.database().getLiveFilesMetaData().stream()
        .filter(table -> Arrays.equals(table.columnFamilyName(), family.columnName()))
        .map(table -> new KeySpan(family, table.smallestKey(), table.largestKey()))
        .toList();
  }

  static void rewrite(OpenRocks rocks, KeySpan span) throws RocksDBException {
    try (CompactRangeOptions options =
        new CompactRangeOptions()
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)
            .setExclusiveManualCompaction(false)
            .setAllowWriteStall(false)) {
      rocks
          .database()
          .compactRange(rocks.handle(span.family()), span.first(), span.last(), options);
    }
  }

  /**
   * A manifest begins with the tables as they were before the change that made it necessary: the
   * second one knows nothing of what the spans were before.
   */
  static void renewManifest(OpenRocks rocks) throws RocksDBException {
    for (int i = 0; i < 2; i++) {
      rocks.database().put(rocks.unnamed(), new byte[] {'?'}, new byte[0]);
      try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
        rocks.database().flush(options, rocks.unnamed());
      }
    }
  }
}

package com.jitsu.lite.rocks;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;

/**
 * How RocksDB is set up: native memory is bounded by {@link #CACHE_BYTES} + {@link
 * #WRITE_BUFFER_BYTES} and a little, because the product lives in a small heap beside it.
 */
final class Tuning {

  static final long CACHE_BYTES = 64 << 20;
  static final long WRITE_BUFFER_BYTES = 96 << 20;
  private static final long MAX_WAL_BYTES = 256 << 20;
  private static final int CACHE_PARTS_BITS = 2;
  private static final double BLOOM_BITS_PER_KEY = 10;

  private Tuning() {}

  /**
   * Half of it is for indexes and filters before anything else: whoever reads the journal must not
   * push out what every new event asks. A part of it must be able to hold the largest block.
   */
  static LRUCache cache() {
    return new LRUCache(CACHE_BYTES, CACHE_PARTS_BITS, false, 0.5);
  }

  static DBOptions database() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(WRITE_BUFFER_BYTES)
        // A family that is written rarely keeps every log since its last flush alive.
        .setMaxTotalWalSize(MAX_WAL_BYTES)
        .setMaxBackgroundJobs(2)
        // Below the 1,024 that many systems allow a process.
        .setMaxOpenFiles(500)
        .setBytesPerSync(1 << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setStatsDumpPeriodSec(0)
        .setMaxLogFileSize(4 << 20)
        .setKeepLogFileNum(3);
  }

  static ColumnFamilyOptions family(Family family, Cache cache, List<AutoCloseable> resources) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(5);
    ColumnFamilyOptions options = new ColumnFamilyOptions().setTableFormatConfig(table);
    resources.add(options);
    switch (family) {
      // Read in long runs only: large blocks compress best.
      case JOURNAL -> written(options, table, 16 << 20, 64 << 10, CompressionType.ZSTD_COMPRESSION);
      case HISTORY -> written(options, table, 32 << 20, 32 << 10, CompressionType.ZSTD_COMPRESSION);
      // Hashes do not compress, and nearly every look-up is for one that is not there.
      case SEEN -> {
        written(options, table, 16 << 20, 8 << 10, CompressionType.NO_COMPRESSION);
        filter(options, table, resources);
      }
      case PROFILES -> {
        written(options, table, 8 << 20, 16 << 10, CompressionType.LZ4_COMPRESSION);
        filter(options, table, resources);
      }
      // Marks come and go: small and soon compacted, so that scans pass over few dead ones.
      case DIRTY -> {
        written(options, table, 4 << 20, 8 << 10, CompressionType.LZ4_COMPRESSION);
        options.setLevel0FileNumCompactionTrigger(2);
        filter(options, table, resources);
      }
      case CURSORS, REBUILDS ->
          written(options, table, 1 << 20, 4 << 10, CompressionType.LZ4_COMPRESSION);
      case FAILED -> {
        written(options, table, 4 << 20, 16 << 10, CompressionType.ZSTD_COMPRESSION);
        filter(options, table, resources);
      }
    }
    // Set again: the options copy the table's configuration.
    return options.setTableFormatConfig(table);
  }

  private static void written(
      ColumnFamilyOptions options,
      BlockBasedTableConfig table,
      long bufferBytes,
      long blockBytes,
      CompressionType compression) {
    table.setBlockSize(blockBytes);
    options
        .setWriteBufferSize(bufferBytes)
        .setMaxWriteBufferNumber(3)
        .setCompressionType(compression)
        .setLevelCompactionDynamicLevelBytes(true);
  }

  private static void filter(
      ColumnFamilyOptions options, BlockBasedTableConfig table, List<AutoCloseable> resources) {
    BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
    resources.add(bloom);
    // In parts, so that a filter that is not in the cache costs a small read and not a large one.
    table
        .setFilterPolicy(bloom)
        .setPartitionFilters(true)
        .setIndexType(IndexType.kTwoLevelIndexSearch);
    options.setMemtableWholeKeyFiltering(true).setMemtablePrefixBloomSizeRatio(0.05);
  }
}

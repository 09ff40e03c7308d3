package com.jitsu.lite.rocks;

import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
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
  private static final long DAY_SECONDS = 24 * 60 * 60;
  private static final long HISTORY_FILE_BYTES = 32 << 20;
  private static final int DICTIONARY_BYTES = 64 << 10;

  /** Of how many times its size a dictionary is made. */
  private static final int TRAINED_ON = 16;

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
    return DBOptions.getDBOptionsFromProps(smallManifest())
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

  /**
   * The manifest names keys of tables that are long gone; written anew at each change of tables, it
   * is small, and nothing deleted stays in it. There is no setter for the second one.
   */
  private static Properties smallManifest() {
    Properties properties = new Properties();
    properties.setProperty("max_manifest_file_size", "1");
    properties.setProperty("max_manifest_space_amp_pct", "0");
    return properties;
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
      // Read in long runs only: large blocks compress best. Its keys only rise, so its files are
      // moved down as they are, and what was written in a hurry is compressed better a day later.
      case JOURNAL -> {
        written(options, table, 16 << 20, 1 << 20, CompressionType.ZSTD_COMPRESSION);
        options.setPeriodicCompactionSeconds(DAY_SECONDS);
        atRest(options, 9, 0, resources);
      }
      // Single profiles are read too: what a larger block would find alike, a dictionary has.
      case HISTORY -> {
        written(options, table, 32 << 20, 64 << 10, CompressionType.ZSTD_COMPRESSION);
        options.setTargetFileSizeBase(HISTORY_FILE_BYTES);
        atRest(options, 6, DICTIONARY_BYTES, resources);
      }
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

  /**
   * How the last level is compressed, which holds nearly everything and is written seldom.
   *
   * @param dictionaryBytes 0 for none; with one, a file is held in memory until that is trained
   */
  private static void atRest(
      ColumnFamilyOptions options, int level, int dictionaryBytes, List<AutoCloseable> resources) {
    CompressionOptions compression =
        new CompressionOptions()
            .setEnabled(true)
            .setLevel(level)
            .setMaxDictBytes(dictionaryBytes)
            .setZStdMaxTrainBytes(TRAINED_ON * dictionaryBytes);
    resources.add(compression);
    options
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setBottommostCompressionOptions(compression);
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

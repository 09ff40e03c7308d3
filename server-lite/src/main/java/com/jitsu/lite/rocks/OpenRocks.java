package com.jitsu.lite.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of the database with all native objects that belong to it. */
final class OpenRocks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OpenRocks.class);

  private final RocksDB database;
  private final ColumnFamilyHandle unnamed;
  private final Map<Family, ColumnFamilyHandle> handles;
  private final List<AutoCloseable> resources;

  private OpenRocks(
      RocksDB database, List<ColumnFamilyHandle> opened, List<AutoCloseable> resources) {
    this.database = database;
    this.unnamed = opened.get(0);
    this.handles = new EnumMap<>(Family.class);
    Iterator<ColumnFamilyHandle> named = opened.listIterator(1);
    for (Family family : Family.values()) {
      handles.put(family, named.next());
    }
    this.resources = resources;
  }

  static OpenRocks open(Path folder) throws RocksDBException {
    loadLibrary(folder.resolve("native"));
    List<AutoCloseable> resources = new ArrayList<>();
    try {
      LRUCache cache = Tuning.cache();
      resources.add(cache);
      ColumnFamilyOptions plain = new ColumnFamilyOptions();
      resources.add(plain);
      List<ColumnFamilyDescriptor> families = new ArrayList<>();
      families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain));
      for (Family family : Family.values()) {
        families.add(
            new ColumnFamilyDescriptor(
                family.columnName(), Tuning.family(family, cache, resources)));
      }
      DBOptions options = Tuning.database();
      resources.add(options);
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB database = RocksDB.open(options, folder.toString(), families, handles);
      return new OpenRocks(database, handles, resources);
    } catch (RocksDBException | RuntimeException e) {
      release(resources);
      throw e;
    }
  }

  RocksDB database() {
    return database;
  }

  ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = handles.get(family);
    if (handle == null) {
      throw new IllegalStateException("not opened: " + family);
    }
    return handle;
  }

  /** The family that RocksDB insists on; probes are written to it. */
  ColumnFamilyHandle unnamed() {
    return unnamed;
  }

  @Override
  public void close() {
    handles.values().forEach(ColumnFamilyHandle::close);
    unnamed.close();
    database.close();
    release(resources);
  }

  /**
   * Into the folder and not into the system's temporary one, where each process that is killed
   * would leave 17 MB behind. What was loaded before stays; the second call is RocksDB's own and
   * finds it.
   */
  private static void loadLibrary(Path folder) {
    try {
      Files.createDirectories(folder);
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    } catch (IOException | UnsatisfiedLinkError | RuntimeException e) {
      log.debug("no library can be loaded from {}, trying elsewhere", folder, e);
    }
    RocksDB.loadLibrary();
  }

  private static void release(List<AutoCloseable> resources) {
    for (int i = resources.size() - 1; i >= 0; i--) {
      try {
        resources.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException("a native object always lets go", e);
      }
    }
  }
}

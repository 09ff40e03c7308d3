package com.jitsu.lite.rocks;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Entries in key order, as they were when the scan began. Call {@link #next()} before each entry;
 * close it soon, because it keeps deleted data on disk.
 */
public final class Scan implements AutoCloseable {

  private final RocksStore store;
  private final byte[] from;
  private final ReadOptions options;
  private final @Nullable Slice bound;
  private final RocksIterator entries;
  private boolean begun;
  private boolean closed;

  Scan(
      RocksStore store,
      RocksDB database,
      ColumnFamilyHandle handle,
      byte[] from,
      byte @Nullable [] to,
      boolean sweep) {
    this.store = store;
    this.from = from;
    this.options = new ReadOptions();
    this.bound = to == null ? null : new Slice(to);
    if (bound != null) {
      options.setIterateUpperBound(bound);
    }
    if (sweep) {
      options.setFillCache(false).setReadaheadSize(1 << 20);
    }
    this.entries = database.newIterator(handle, options);
  }

  /** Steps to the first or next entry; false when there is none left. */
  public synchronized boolean next() {
    requireOpen();
    if (!begun) {
      begun = true;
      entries.seek(from);
    } else if (entries.isValid()) {
      entries.next();
    }
    return isAtEntry();
  }

  private boolean isAtEntry() {
    if (entries.isValid()) {
      return true;
    }
    try {
      entries.status();
    } catch (RocksDBException e) {
      throw store.problem(e);
    }
    return false;
  }

  /** Steps to the first entry whose key is not less, forwards or backwards; false if none is. */
  public synchronized boolean seek(byte[] key) {
    requireOpen();
    begun = true;
    entries.seek(key);
    return isAtEntry();
  }

  public synchronized byte[] key() {
    requireEntry();
    return entries.key();
  }

  public synchronized byte[] value() {
    requireEntry();
    return entries.value();
  }

  /** Idempotent. */
  @Override
  public void close() {
    store.forget(this);
    release();
  }

  synchronized void release() {
    if (closed) {
      return;
    }
    closed = true;
    entries.close();
    options.close();
    if (bound != null) {
      bound.close();
    }
  }

  private void requireEntry() {
    requireOpen();
    if (!entries.isValid()) {
      throw new IllegalStateException("the scan stands at no entry");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this scan, or its store, is closed");
    }
  }
}

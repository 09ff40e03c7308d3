package com.jitsu.lite.rocks;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.WriteBatch;

/** Changes that become visible together or not at all; for one thread at a time. */
public final class Batch implements AutoCloseable {

  private final RocksStore store;
  private final WriteBatch changes = new WriteBatch();
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean closed;

  Batch(RocksStore store) {
    this.store = store;
  }

  public void put(Family family, byte[] key, byte[] value) {
    store.change(family, handle -> changes().put(handle, key, value));
  }

  public void delete(Family family, byte[] key) {
    store.change(family, handle -> changes().delete(handle, key));
  }

  /** From the first key to before the second. */
  public void deleteRange(Family family, byte[] from, byte[] to) {
    store.change(family, handle -> changes().deleteRange(handle, from, to));
  }

  /** Runs in the writing thread once the batch was written, in the order of adding. */
  public void afterWrite(Runnable action) {
    afterwards.add(action);
  }

  /** How many changes it holds. */
  public int size() {
    return changes().count();
  }

  /** Idempotent; changes that were not written are forgotten. */
  @Override
  public void close() {
    closed = true;
    changes.close();
  }

  WriteBatch changes() {
    if (closed) {
      throw new IllegalStateException("this batch is closed");
    }
    return changes;
  }

  void written() {
    afterwards.forEach(Runnable::run);
  }
}

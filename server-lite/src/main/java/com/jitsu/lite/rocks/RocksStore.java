package com.jitsu.lite.rocks;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorted bytes on disk, in one folder that one process has to itself; thread-safe.
 *
 * <p>What does not work is a {@link ProblemException}. After a full disk, writing works again by
 * itself once there is room. Used after {@link #close()}, everything throws {@link
 * IllegalStateException}.
 */
public final class RocksStore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RocksStore.class);

  /**
   * Opening again flushes what waits in memory, so it needs about that much. Whoever takes in
   * something new leaves as much free, for those who still work on what was taken in before.
   */
  public static final long ROOM_TO_RECOVER = 2 * Tuning.WRITE_BUFFER_BYTES;

  private static final Duration BETWEEN_RECOVERIES = Duration.ofSeconds(1);

  private final Path folder;
  private final RocksProblems problems;
  private final Room room;
  // Shared by every call into native code, exclusive for closing and opening again.
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private final Set<Scan> scans = ConcurrentHashMap.newKeySet();
  private final List<CompactRangeOptions> compactions = new ArrayList<>();
  // Null when closed, or when opening again failed.
  private volatile @Nullable OpenRocks rocks;
  private volatile boolean closed;
  private volatile @Nullable ProblemException refused;
  private volatile long lastRecovery = System.nanoTime();

  private RocksStore(Path folder, RocksProblems problems, Room room, OpenRocks rocks) {
    this.folder = folder;
    this.problems = problems;
    this.room = room;
    this.rocks = rocks;
  }

  /**
   * Creates what is missing.
   *
   * @throws ProblemException JITSU-0601 if another process has the folder, JITSU-0607 if the disk
   *     is too full to open it
   */
  public static RocksStore open(Path folder) {
    return open(folder, Room.of(folder));
  }

  /** As the other one, with another way to know how much room there is. */
  public static RocksStore open(Path folder, Room room) {
    RocksProblems problems = new RocksProblems(folder);
    try {
      Files.createDirectories(folder);
      return new RocksStore(folder, problems, room, OpenRocks.open(folder));
    } catch (IOException e) {
      throw problems.notUsable(e);
    } catch (RocksDBException e) {
      throw problems.of(e);
    }
  }

  public byte @Nullable [] get(Family family, byte[] key) {
    return find(rocks -> rocks.database().get(rocks.handle(family), key));
  }

  /** One answer for each key, in their order; null where there is nothing. */
  public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    return shared(
        rocks ->
            rocks
                .database()
                .multiGetAsList(Collections.nCopies(keys.size(), rocks.handle(family)), keys));
  }

  /** The greatest key of the family; null if it is empty. */
  public byte @Nullable [] lastKey(Family family) {
    return find(
        rocks -> {
          try (ReadOptions options = new ReadOptions();
              RocksIterator entries = rocks.database().newIterator(rocks.handle(family), options)) {
            entries.seekToLast();
            entries.status();
            return entries.isValid() ? entries.key() : null;
          }
        });
  }

  /** Entries from {@code from} to before {@code to}, or to the end of the family. */
  public Scan scan(Family family, byte[] from, byte @Nullable [] to) {
    return scan(family, from, to, false);
  }

  /** A scan that reads ahead and leaves the cache to others: for long runs. */
  public Scan sweep(Family family, byte[] from, byte @Nullable [] to) {
    return scan(family, from, to, true);
  }

  public Batch batch() {
    return new Batch(this);
  }

  /**
   * Applies the whole batch or nothing.
   *
   * @param sync true: on disk when this returns; false: with the next synced write, or soon
   */
  public void write(Batch batch, boolean sync) {
    try {
      writeOnce(batch, sync);
    } catch (ProblemException e) {
      refused = e;
      if (!recovered()) {
        throw e;
      }
      writeOnce(batch, sync);
    }
    refused = null;
    batch.written();
  }

  /**
   * Forgets the entries from {@code from} to before {@code to}, and gives their space back: whole
   * files are deleted, those at the edges written anew. For what nobody reads or writes any more:
   * not atomic, and a crash may leave some of it.
   */
  public void drop(Family family, byte[] from, byte[] to) {
    shared(
        rocks -> {
          rocks.database().deleteFilesInRanges(rocks.handle(family), List.of(from, to), false);
          return rocks;
        });
    try (Batch batch = batch()) {
      batch.deleteRange(family, from, to);
      write(batch, false);
    }
    compact(family, from, to);
  }

  /**
   * Gives back the space of what was deleted from {@code from} to before {@code to}; takes as long
   * as it takes to write what is left anew, while others read and write, or until {@link
   * #stopCompacting}.
   */
  public void compact(Family family, byte[] from, byte[] to) {
    CompactRangeOptions options = new CompactRangeOptions().setExclusiveManualCompaction(false);
    synchronized (compactions) {
      compactions.add(options);
    }
    try {
      shared(
          rocks -> {
            try {
              rocks.database().compactRange(rocks.handle(family), from, to, options);
            } catch (RocksDBException e) {
              if (!options.canceled()) {
                throw e;
              }
            }
            return rocks;
          });
    } finally {
      synchronized (compactions) {
        compactions.remove(options);
        options.close();
      }
    }
  }

  /** Ends what {@link #compact} does in other threads now; nothing is lost but the time. */
  public void stopCompacting() {
    synchronized (compactions) {
      compactions.forEach(options -> options.setCanceled(true));
    }
  }

  /** Bytes on disk of the family's sorted files; what was written last is in the log only. */
  public long sizeBytes(Family family) {
    return shared(
        rocks ->
            rocks.database().getLongProperty(rocks.handle(family), "rocksdb.total-sst-files-size"));
  }

  /** Bytes of the logs: what was written last, of all families. */
  public long logSizeBytes() {
    File[] logs = folder.toFile().listFiles((in, name) -> name.endsWith(".log"));
    return logs == null ? 0 : Arrays.stream(logs).mapToLong(File::length).sum();
  }

  /**
   * Throws JITSU-0607 when the disk has less free than {@link #ROOM_TO_RECOVER}. To be asked before
   * something new is taken in; writing itself goes on as long as the disk lets it.
   */
  public void requireRoom() {
    long free = freeBytes();
    if (free < ROOM_TO_RECOVER) {
      throw problems.noRoom(free, ROOM_TO_RECOVER);
    }
  }

  /**
   * Gets deleted entries out of the files of the folder: their keys and values, and all older
   * values of these keys. Tables that have some of the keys are written anew, which may take
   * minutes; everything else goes on meanwhile. A scan that is open keeps old files until it ends.
   *
   * @param deleted keys that were deleted or replaced before
   * @param also where other keys were deleted
   */
  public void scrub(Map<Family, List<byte[]>> deleted, List<KeySpan> also) {
    run(Scrub::flush);
    deleted.forEach((family, keys) -> rewrite(shared(rocks -> Scrub.spans(rocks, family, keys))));
    rewrite(also);
    run(Scrub::renewManifest);
  }

  /** As {@link #scrub}, for whoever does not know any more what was deleted; writes all anew. */
  public void scrubAll(Set<Family> families) {
    run(Scrub::flush);
    families.forEach(family -> rewrite(shared(rocks -> Scrub.spans(rocks, family))));
    run(Scrub::renewManifest);
  }

  /** One by one, so that closing waits for one of them only. */
  private void rewrite(List<KeySpan> spans) {
    spans.forEach(span -> run(rocks -> Scrub.rewrite(rocks, span)));
  }

  /** Throws what keeps the store from working; tries to mend it first. */
  public void check() {
    if (refused == null) {
      shared(OpenRocks::database);
      return;
    }
    try (Batch probe = batch()) {
      shared(
          rocks -> {
            probe.changes().put(rocks.unnamed(), new byte[] {'?'}, new byte[0]);
            return rocks;
          });
      write(probe, true);
    }
  }

  /** Idempotent; open scans end, calls under way are waited for. */
  @Override
  public void close() {
    stopCompacting();
    inUse.writeLock().lock();
    try {
      closed = true;
      release();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  void change(Family family, Change change) {
    shared(
        rocks -> {
          change.apply(rocks.handle(family));
          return rocks;
        });
  }

  void forget(Scan scan) {
    scans.remove(scan);
  }

  ProblemException problem(RocksDBException cause) {
    return problems.of(cause);
  }

  private Scan scan(Family family, byte[] from, byte @Nullable [] to, boolean sweep) {
    return shared(
        rocks -> {
          Scan scan = new Scan(this, rocks.database(), rocks.handle(family), from, to, sweep);
          scans.add(scan);
          return scan;
        });
  }

  private void writeOnce(Batch batch, boolean sync) {
    try (WriteOptions options = new WriteOptions().setSync(sync)) {
      shared(
          rocks -> {
            rocks.database().write(options, batch.changes());
            return rocks;
          });
    }
  }

  /**
   * RocksDB refuses every write after one that failed. Opening it again makes it replay its log,
   * which holds all that was acknowledged; that needs room. Not to be called while it is in use.
   */
  private boolean recovered() {
    // Whoever waits for the lock holds up all others meanwhile.
    stopCompacting();
    inUse.writeLock().lock();
    try {
      if (closed || System.nanoTime() - lastRecovery < BETWEEN_RECOVERIES.toNanos()) {
        return false;
      }
      lastRecovery = System.nanoTime();
      if (freeBytes() < ROOM_TO_RECOVER) {
        return false;
      }
      release();
      rocks = OpenRocks.open(folder);
      log.info("the store in {} works again", folder);
      return true;
    } catch (RocksDBException e) {
      refused = problems.of(e);
      return false;
    } finally {
      inUse.writeLock().unlock();
    }
  }

  /** Where nobody knows, writing will tell. */
  private long freeBytes() {
    return room.freeBytes().orElse(Long.MAX_VALUE);
  }

  private void release() {
    scans.forEach(Scan::release);
    scans.clear();
    OpenRocks open = rocks;
    rocks = null;
    if (open != null) {
      open.close();
    }
  }

  private void run(Work work) {
    shared(
        rocks -> {
          work.on(rocks);
          return rocks;
        });
  }

  private <T> T shared(Use<T> use) {
    return requireNonNull(find(use));
  }

  private <T> @Nullable T find(Use<T> use) {
    if (rocks == null && !closed) {
      recovered();
    }
    inUse.readLock().lock();
    try {
      OpenRocks open = rocks;
      if (open != null) {
        return use.of(open);
      }
      ProblemException reason = refused;
      if (closed || reason == null) {
        throw new IllegalStateException("the store in " + folder + " is closed");
      }
      throw reason;
    } catch (RocksDBException e) {
      throw problems.of(e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    @Nullable T of(OpenRocks rocks) throws RocksDBException;
  }

  @FunctionalInterface
  private interface Work {
    void on(OpenRocks rocks) throws RocksDBException;
  }

  @FunctionalInterface
  interface Change {
    void apply(ColumnFamilyHandle handle) throws RocksDBException;
  }
}

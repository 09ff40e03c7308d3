package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.HistoryEraser;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.RowEraser;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. Deletes people, one after the other, on a thread of its own; thread-safe.
 *
 * <p>A deletion is on disk before {@link #ask} returns, and goes on after a restart until it is
 * done. Events that are accepted after it was asked for are not touched. Repeating one is harmless.
 */
public final class Deletions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deletions.class);

  private static final int MOST_KEPT = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;
  private static final EnumSet<Family> WITH_PEOPLE =
      EnumSet.complementOf(EnumSet.of(Family.SEEN, Family.CURSORS));

  /** Small, and old values of theirs name profiles. */
  private static final EnumSet<Family> ALWAYS =
      EnumSet.of(Family.DIRTY, Family.REBUILDS, Family.FAILED);

  private final DeletionFiles files;
  private final Stores stores;
  private final Clock clock;
  private final Supplier<String> ids;
  private final PersonEvents events;
  private final PersonStore store;
  private final Map<String, Deletion> deletions = new LinkedHashMap<>();
  private final Semaphore work = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "deletions");

  /**
   * Where people are.
   *
   * @param redisFiles writes the files of Redis anew, if they are ours
   * @param failures forgets that a profile's function failed
   */
  public record Stores(
      RocksStore rocks,
      RocksJournal journal,
      History history,
      HistoryEraser histories,
      RowEraser rows,
      EventRows eventRows,
      EventsCache cache,
      RedisStore redis,
      Runnable redisFiles,
      Consumer<String> failures,
      Standstill standstill) {}

  /**
   * @param folder of the deletions, {@code DATA/deletions}
   * @param ids a new one each time
   */
  public Deletions(Path folder, Stores stores, Clock clock, Supplier<String> ids) {
    this.files = new DeletionFiles(requireNonNull(folder));
    this.stores = requireNonNull(stores);
    this.clock = requireNonNull(clock);
    this.ids = requireNonNull(ids);
    this.events = new PersonEvents(stores.journal(), stores.histories());
    this.store = new PersonStore(stores.redis());
  }

  /** Goes on with what was not done when the server ended. */
  public synchronized void start() {
    files.read().forEach(deletion -> deletions.put(deletion.id(), deletion));
    thread.start();
    work.release();
  }

  /**
   * Asks for the deletion of everything about a profile id, of all events accepted so far. One that
   * waits already is answered again.
   *
   * @throws ProblemException JITSU-0440 if it cannot be written down
   */
  public synchronized Deletion ask(String profileId) {
    long upTo = stores.journal().head() - 1;
    for (Deletion known : deletions.values()) {
      if (known.state() == Deletion.State.WAITING
          && profileId.equals(known.profileId())
          && known.upTo() == upTo) {
        return known;
      }
    }
    Deletion asked = Deletion.asked(ids.get(), profileId, clock.instant(), upTo);
    files.write(asked);
    deletions.put(asked.id(), asked);
    log.info("deletion of a person asked for: id={} upTo={}", asked.id(), upTo);
    work.release();
    return asked;
  }

  public synchronized Optional<Deletion> find(String id) {
    return Optional.ofNullable(deletions.get(id));
  }

  /** The last ones, in the order in which they were asked for. */
  public synchronized List<Deletion> list() {
    return List.copyOf(deletions.values());
  }

  /** Ends between two steps; the rest is done after the next start. */
  @Override
  public void close() {
    closing.countDown();
    work.release();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closed()) {
        List<Deletion> open = list().stream().filter(deletion -> !deletion.isDone()).toList();
        if (open.isEmpty()) {
          work.acquire();
          work.drainPermits();
          continue;
        }
        if (finished(open)) {
          pause = FIRST_PAUSE_MILLIS;
        } else if (closing.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        } else {
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Erases one after the other, and then gets all of them out of the files at once. */
  private boolean finished(List<Deletion> open) throws InterruptedException {
    List<String> erased = new ArrayList<>();
    try {
      PersonEraser eraser = new PersonEraser(stores, events, store);
      // What an earlier run has erased before it ended is not known any more.
      boolean all = open.stream().anyMatch(deletion -> deletion.state() != Deletion.State.WAITING);
      for (Deletion deletion : open) {
        erased.add(deletion.id());
        erase(deletion, eraser);
      }
      scrub(eraser, all);
      erased.forEach(id -> keep(deletion(id).done(clock.instant())));
      log.info("deletions of people are done: {}", erased);
      dropOldest();
      return true;
    } catch (CancellationException e) {
      log.debug("deletions go on after the next start");
      return false;
    } catch (RuntimeException | Error e) {
      if (!closed()) {
        log.warn("the deletion of people will be tried again: {}", erased, e);
        erased.forEach(id -> remember(deletion(id).failed(String.valueOf(e.getMessage()))));
      }
      return false;
    }
  }

  private void erase(Deletion asked, PersonEraser eraser) throws InterruptedException {
    String id = asked.id();
    Person person = new Person(requireNonNull(asked.profileId()), stores.histories()::knows);
    remember(asked.at(Deletion.State.SEARCHING));
    awaitKeyers(asked.upTo());
    NavigableSet<Long> positions =
        events.find(
            person,
            asked.upTo(),
            position -> remember(deletion(id).searched(position)),
            this::closed);
    // On disk before the first byte changes: who goes on then knows that there may be leavings.
    keep(deletion(id).at(Deletion.State.ERASING));
    Deletion.Removed removed = eraser.erase(person, asked.upTo(), positions);
    keep(deletion(id).removed(removed).at(Deletion.State.SCRUBBING));
  }

  /**
   * Until the histories have the events that this is about, so that those that a transformation
   * puts under the id are found; but not for ever: a keyer may stand still.
   */
  private void awaitKeyers(long upTo) throws InterruptedException {
    long last = -1;
    long moved = System.nanoTime();
    while (System.nanoTime() - moved < MOST_PATIENCE.toNanos()) {
      long sum = 0;
      boolean behind = false;
      for (String name : stores.histories().names()) {
        long cursor = stores.history().cursor(name);
        behind |= cursor < upTo;
        sum += cursor;
      }
      if (!behind) {
        return;
      }
      if (sum != last) {
        last = sum;
        moved = System.nanoTime();
      }
      if (closing.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CancellationException("closed");
      }
    }
    log.warn("events before {} are not in all histories yet; a deletion goes on without", upTo);
  }

  private void scrub(PersonEraser eraser, boolean all) {
    if (all) {
      stores.rocks().scrubAll(WITH_PEOPLE);
    } else {
      stores.rocks().scrub(eraser.touched(), eraser.spans());
      stores.rocks().scrubAll(ALWAYS);
    }
    stores.rows().scrub();
    stores.redisFiles().run();
  }

  private synchronized Deletion deletion(String id) {
    return requireNonNull(deletions.get(id));
  }

  private void keep(Deletion deletion) {
    files.write(deletion);
    remember(deletion);
  }

  private synchronized void remember(Deletion deletion) {
    deletions.put(deletion.id(), deletion);
  }

  private synchronized void dropOldest() {
    List<Deletion> done = deletions.values().stream().filter(Deletion::isDone).toList();
    for (Deletion old : done.subList(0, Math.max(0, done.size() - MOST_KEPT))) {
      files.delete(old);
      deletions.remove(old.id());
    }
  }
}

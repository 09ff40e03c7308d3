package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.EventCopy;
import com.jitsu.lite.history.HistoryEraser;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Finds a person's events: those that say so themselves, and those that stand under the id in a
 * history, where a transformation may have put them.
 */
final class PersonEvents {

  private static final int READ = 2_000;

  private final RocksJournal journal;
  private final HistoryEraser histories;

  PersonEvents(RocksJournal journal, HistoryEraser histories) {
    this.journal = requireNonNull(journal);
    this.histories = requireNonNull(histories);
  }

  /**
   * Reads the whole journal up to a position, and the keys of the histories.
   *
   * @param progress is told the position that was reached
   * @param cancelled asked again and again
   * @throws CancellationException when it was cancelled
   */
  NavigableSet<Long> find(
      Person person, long upTo, LongConsumer progress, BooleanSupplier cancelled) {
    NavigableSet<Long> positions = new TreeSet<>(inHistories(person, upTo));
    long next = 1;
    while (next <= upTo) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("closed");
      }
      List<JournalEntry> entries = journal.read(next, READ);
      if (entries.isEmpty()) {
        break;
      }
      for (JournalEntry entry : entries) {
        if (entry.position() <= upTo && person.sent(entry.json())) {
          positions.add(entry.position());
        }
      }
      next = entries.get(entries.size() - 1).position() + 1;
      progress.accept(Math.min(next - 1, upTo));
    }
    progress.accept(upTo);
    return positions;
  }

  /** The positions up to this one that stand under the id in any history; quick. */
  List<Long> inHistories(Person person, long upTo) {
    return histories.of(person.id()).stream()
        .map(EventCopy::position)
        .filter(position -> position <= upTo)
        .distinct()
        .toList();
  }

  /** Every copy of these events in any history, under whatever id; reads all keys. */
  List<EventCopy> copies(NavigableSet<Long> positions) {
    return positions.isEmpty() ? new ArrayList<>() : histories.at(positions::contains);
  }
}

package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.history.EventCopy;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeySpan;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes out everything about one person, so that all stores are as if his events had never been
 * accepted.
 *
 * <p>What was made of the events goes first and the events last, so that a crash in between leaves
 * what is needed to find the rest.
 */
final class PersonEraser {

  private static final int CHUNK = 1_000;

  private final Deletions.Stores stores;
  private final PersonEvents events;
  private final PersonStore store;
  private final Map<Family, List<byte[]>> touched = new EnumMap<>(Family.class);
  private final List<KeySpan> spans = new ArrayList<>();

  PersonEraser(Deletions.Stores stores, PersonEvents events, PersonStore store) {
    this.stores = requireNonNull(stores);
    this.events = requireNonNull(events);
    this.store = requireNonNull(store);
  }

  /** Keys of RocksDB that were deleted or replaced, in all calls. */
  Map<Family, List<byte[]>> touched() {
    return touched;
  }

  /** Where RocksDB may have what was deleted before, in all calls. */
  List<KeySpan> spans() {
    return spans;
  }

  /**
   * @param positions of the person's events as far as they are known; more may be found
   * @return what was there
   */
  Deletion.Removed erase(Person person, long upTo, NavigableSet<Long> positions) {
    Erasing erasing = new Erasing(person);
    while (!erasing.tryOnce(upTo, positions)) {
      // Events that a keyer put under this id meanwhile, and that stand elsewhere, too.
      positions.addAll(events.inHistories(person, upTo));
    }
    // Once more: what was loaded shortly before comes into the cache a moment later.
    erasing.cached += stores.cache().remove(erasing::isCached);
    return erasing.removed();
  }

  /** One person's. */
  private final class Erasing {

    private final Person person;
    private final Set<String> messageIds = new HashSet<>();
    private long journalEvents;
    private long copies;
    private long rows;
    private long eventRows;
    private long stored;
    private long cached;

    Erasing(Person person) {
      this.person = person;
    }

    /** False if there are more events than was known. */
    boolean tryOnce(long upTo, NavigableSet<Long> positions) {
      List<EventCopy> everywhere = events.copies(positions);
      boolean[] done = new boolean[1];
      stores
          .standstill()
          .still(
              () -> {
                if (positions.containsAll(events.inHistories(person, upTo))) {
                  all(upTo, positions, everywhere);
                  done[0] = true;
                }
              });
      return done[0];
    }

    private void all(long upTo, NavigableSet<Long> positions, List<EventCopy> everywhere) {
      Map<Long, List<EventCopy>> byPosition = new HashMap<>();
      everywhere.forEach(copy -> add(byPosition, copy));
      stores.histories().of(person.id()).stream()
          .filter(copy -> copy.position() <= upTo)
          .forEach(copy -> add(byPosition, copy));
      rows(byPosition);
      storedKeys();
      store.forgetInProgress(person);
      stores.failures().accept(person.id());
      eventRows += stores.eventRows().erase(person.id(), List.of());
      List<Long> all = new ArrayList<>(positions);
      inChunks(all, this::eventRows);
      cached += stores.cache().remove(this::isCached);
      inChunks(all, some -> events(some, byPosition));
      try (Batch batch = stores.history().batch()) {
        touch(stores.histories().forget(batch, person.id()));
        spans.addAll(stores.histories().spans(person.id()));
        stores.history().commit(batch);
      }
    }

    private static void add(Map<Long, List<EventCopy>> byPosition, EventCopy copy) {
      List<EventCopy> known =
          byPosition.computeIfAbsent(copy.position(), position -> new ArrayList<>());
      // A copy may have been found twice.
      if (known.stream()
          .noneMatch(
              other ->
                  other.history().equals(copy.history())
                      && Arrays.equals(other.key(), copy.key()))) {
        known.add(copy);
      }
    }

    /** Also of others who lose an event: what they have left is built again. */
    private void rows(Map<Long, List<EventCopy>> byPosition) {
      for (String builder : stores.rows().builders()) {
        rows += stores.rows().eraseProfile(builder, person.id());
      }
      Set<List<String>> others = new HashSet<>();
      byPosition
          .values()
          .forEach(
              some ->
                  some.stream()
                      .filter(copy -> !copy.profileId().equals(person.id()))
                      .forEach(
                          copy ->
                              others.add(List.of(builderOf(copy.history()), copy.profileId()))));
      others.forEach(other -> stores.rows().eraseProfile(other.get(0), other.get(1)));
    }

    private void storedKeys() {
      for (String key : store.keys(person)) {
        if (store.delete(key)) {
          stored++;
        }
      }
    }

    private static void inChunks(List<Long> positions, Consumer<List<Long>> each) {
      for (int from = 0; from < positions.size(); from += CHUNK) {
        each.accept(positions.subList(from, Math.min(from + CHUNK, positions.size())));
      }
    }

    private void eventRows(List<Long> positions) {
      List<JournalEntry> others = new ArrayList<>();
      for (JournalEntry entry : stores.journal().readAll(positions)) {
        JsonNode event = Json.parse(entry.json());
        messageIds.add(event.path("messageId").asText());
        messageIds.add(event.path("eventn_ctx_event_id").asText());
        if (!person.isUserOf(event)) {
          others.add(entry);
        }
      }
      if (!others.isEmpty()) {
        eventRows += stores.eventRows().erase(person.id(), others);
      }
    }

    private void events(List<Long> positions, Map<Long, List<EventCopy>> byPosition) {
      List<JournalEntry> entries = stores.journal().readAll(positions);
      List<EventCopy> doomed = new ArrayList<>();
      positions.forEach(position -> doomed.addAll(byPosition.getOrDefault(position, List.of())));
      try (Batch batch = stores.history().batch()) {
        touch(Map.of(Family.JOURNAL, stores.journal().erase(batch, entries)));
        touch(stores.histories().erase(batch, doomed));
        stores.history().commit(batch);
      }
      journalEvents += entries.size();
      copies += doomed.size();
    }

    /** A record of one of the events, or one that names the person. */
    boolean isCached(String element) {
      JsonNode record = Json.parse(element);
      JsonNode original = inner(record.path("original"));
      String messageId = original.path("messageId").asText();
      return (!messageId.isEmpty() && messageIds.contains(messageId)) || isNamedIn(person, record);
    }

    Deletion.Removed removed() {
      return new Deletion.Removed(journalEvents, copies, rows, eventRows, stored, cached);
    }
  }

  /** Whether a record of the cache names the person. */
  static boolean isNamedIn(Person person, JsonNode record) {
    return person.isNamedIn(inner(record.path("original")))
        || person.isNamedIn(inner(record.path("success")))
        || person.isNamedIn(record.path("malformed").asText())
        || person.isNamedIn(record.path("error").asText());
  }

  static JsonNode inner(JsonNode text) {
    return text.isTextual() && !text.textValue().isEmpty()
        ? Json.parse(text.textValue())
        : Json.object();
  }

  /** A history may be one of several of its builder: {@code lifetime-value@7}. */
  static String builderOf(String history) {
    int at = history.indexOf('@');
    return at < 0 ? history : history.substring(0, at);
  }

  private void touch(Map<Family, List<byte[]>> more) {
    more.forEach(
        (family, keys) -> touched.computeIfAbsent(family, none -> new ArrayList<>()).addAll(keys));
  }
}

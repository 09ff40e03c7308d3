package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.history.EventCopy;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells everything about one profile id: what {@link Deletions} would delete. Thread-safe; reads
 * the whole journal and may take minutes.
 */
public final class PersonExport {

  private static final int READ = 500;

  private final Deletions.Stores stores;
  private final DuckDbWarehouse warehouse;
  private final PersonEvents events;
  private final PersonStore store;

  public PersonExport(Deletions.Stores stores, DuckDbWarehouse warehouse) {
    this.stores = requireNonNull(stores);
    this.warehouse = requireNonNull(warehouse);
    this.events = new PersonEvents(stores.journal(), stores.histories());
    this.store = new PersonStore(stores.redis());
  }

  /**
   * One object after the other, as docs/api/http.md has them: events in the order of acceptance,
   * each once, rows, what functions stored, cached records; the last one is {@code {"kind":"end"}}
   * with how many there were of each kind.
   */
  public void write(String profileId, Consumer<ObjectNode> each) {
    Person person = new Person(profileId, stores.histories()::knows);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String kind : List.of("event", "profile", "eventRow", "stored", "cached")) {
      counts.put(kind, 0L);
    }
    Consumer<ObjectNode> counted =
        line -> {
          counts.merge(line.path("kind").asText(), 1L, Long::sum);
          each.accept(line);
        };
    events(person, counted);
    for (String builder : stores.rows().builders()) {
      warehouse
          .find(builder, profileId)
          .ifPresent(
              row -> counted.accept(line("profile").put("builder", builder).setAll(row.toJson())));
    }
    stores.eventRows().read(profileId, row -> counted.accept(line("eventRow").set("row", row)));
    for (String key : store.keys(person)) {
      store.read(key, value -> counted.accept(stored(key, value)));
    }
    stores
        .cache()
        .forEach(
            (list, element) -> {
              if (PersonEraser.isNamedIn(person, Json.parse(element))) {
                counted.accept(line("cached").put("list", list).set("record", record(element)));
              }
            });
    ObjectNode end = line("end");
    counts.forEach(end::put);
    each.accept(end);
  }

  private void events(Person person, Consumer<ObjectNode> each) {
    long upTo = stores.journal().head() - 1;
    TreeSet<Long> positions = new TreeSet<>(events.find(person, upTo, position -> {}, () -> false));
    // Histories may know older events than the journal; small, since it is one person's.
    Map<Long, EventCopy> inHistories = new TreeMap<>();
    stores
        .histories()
        .of(person.id())
        .forEach(copy -> inHistories.putIfAbsent(copy.position(), copy));
    List<Long> all = new ArrayList<>(positions);
    for (int from = 0; from < all.size(); from += READ) {
      List<Long> some = all.subList(from, Math.min(from + READ, all.size()));
      Map<Long, JournalEntry> entries = new LinkedHashMap<>();
      stores.journal().readAll(some).forEach(entry -> entries.put(entry.position(), entry));
      for (Long position : some) {
        JournalEntry entry = entries.get(position);
        EventCopy copy = inHistories.get(position);
        if (entry != null) {
          each.accept(
              line("event")
                  .put("position", position)
                  .put("acceptedAt", entry.acceptedAt().toString())
                  .put("source", entry.source())
                  .set("event", Json.parse(entry.json())));
        } else if (copy != null) {
          stores
              .histories()
              .json(copy)
              .ifPresent(
                  json ->
                      each.accept(
                          line("event").put("position", position).set("event", Json.parse(json))));
        }
      }
    }
  }

  private ObjectNode stored(String key, JsonNode value) {
    ObjectNode line = line("stored").put("key", key);
    line.set("value", value);
    store.timeLeft(key).map(Duration::toSeconds).ifPresent(left -> line.put("secondsLeft", left));
    return line;
  }

  private static ObjectNode record(String element) {
    ObjectNode record = (ObjectNode) Json.parse(element);
    for (String name : List.of("original", "success")) {
      if (record.has(name)) {
        record.set(name, PersonEraser.inner(record.path(name)));
      }
    }
    return record;
  }

  private static ObjectNode line(String kind) {
    return Json.object().put("kind", kind);
  }
}

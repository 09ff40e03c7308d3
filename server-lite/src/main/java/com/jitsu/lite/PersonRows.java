package com.jitsu.lite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.loader.LoadedRows;
import com.jitsu.lite.people.EventRows;
import java.util.List;
import java.util.function.Consumer;

/** A person's rows of events, as the loader made them. */
final class PersonRows implements EventRows {

  private final LoadedRows rows;

  PersonRows(LoadedRows rows) {
    this.rows = requireNonNull(rows);
  }

  @Override
  public void read(String userId, Consumer<ObjectNode> each) {
    rows.read(userId, each);
  }

  @Override
  public long erase(String userId, List<JournalEntry> events) {
    return rows.erase(userId, events);
  }
}

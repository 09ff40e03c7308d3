package com.jitsu.lite.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.journal.JournalEntry;
import java.util.List;
import java.util.function.Consumer;

/** The rows that a person's events became in the warehouse. */
public interface EventRows {

  /** Those whose user is this one, an object of its columns each. */
  void read(String userId, Consumer<ObjectNode> each);

  /**
   * Deletes those whose user is this one, and those that the events became, whoever their user is.
   *
   * @return how many there were
   */
  long erase(String userId, List<JournalEntry> events);
}

package com.jitsu.lite.loader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * Is told what became of each event at a destination, in the order of the journal. Must neither
 * wait nor throw.
 */
public interface LoadLog {

  /**
   * A row was written.
   *
   * @param original the event as it is in the journal, UTF-8 JSON
   * @param success {@code {"destination_id": "duckdb", "table": "events", "record": [{"field":
   *     "type", "type": "VARCHAR", "value": "track"}]}}, fields in column order; costs something,
   *     so ask for it only if it is wanted, when and where you like
   */
  void success(String destinationId, byte[] original, Supplier<ObjectNode> success);

  /** The event is not in the table, and stays in the journal. */
  void error(String destinationId, byte[] original, String error);

  /** The event shall not be in the table. */
  void skip(String destinationId, byte[] original, String skip);
}

package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Shows what a destination would make of an event, and writes nothing. */
public interface DryRun {

  /** Empty when there is no such destination. */
  Optional<Outcome> of(String destinationId, ObjectNode event);

  /**
   * @param rows a list of rows, each a list of {@code {"field", "type", "value"}}
   * @param error why there are none; empty when there are
   */
  record Outcome(ArrayNode rows, Optional<String> error) {}
}

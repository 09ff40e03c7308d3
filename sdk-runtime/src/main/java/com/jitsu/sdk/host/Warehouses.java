package com.jitsu.sdk.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;

/** {@code context.getWarehouse(destinationId)}: the configured destinations. Thread-safe. */
public interface Warehouses {

  /** A warehouse that can be read; empty for an unknown id. */
  Optional<Warehouse> find(String destinationId);

  /** Where no destination is configured. */
  static Warehouses none() {
    return id -> Optional.empty();
  }

  /** One of them; nothing that goes through here changes it. */
  interface Warehouse {

    /**
     * Runs one reading statement.
     *
     * @param sql with {@code ?} for each value, see {@link NamedParameters}
     * @param values JSON scalars
     * @param timeoutMillis after which the statement is ended
     * @param maxRows more are an error, not a cut
     * @return one object per row, keys in column order
     * @throws HostException with the database's own words, {@code Query execution exceeded 1000ms
     *     timeout. Aborted.} for one that takes too long
     */
    ArrayNode query(String sql, List<JsonNode> values, long timeoutMillis, int maxRows);
  }
}

package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.Warehouses;
import java.util.List;
import java.util.Optional;

/**
 * A warehouse named {@code duckdb} that knows the answers to a case's queries; the real one has to
 * find them.
 */
final class StubWarehouses implements Warehouses {

  private final JsonNode queries;

  StubWarehouses(JsonNode queries) {
    this.queries = queries;
  }

  @Override
  public Optional<Warehouse> find(String destinationId) {
    return destinationId.equals("duckdb") ? Optional.of(this::query) : Optional.empty();
  }

  private ArrayNode query(String sql, List<JsonNode> values, long timeoutMillis, int maxRows) {
    ArrayNode given = Json.mapper().createArrayNode();
    values.forEach(given::add);
    for (JsonNode query : queries) {
      JsonNode wanted = query.path("values");
      if (query.path("sql").asText().equals(sql)
          && (wanted.isMissingNode() ? given.isEmpty() : wanted.equals(given))) {
        if (query.path("tooSlow").asBoolean()) {
          throw new HostException(
              "Query execution exceeded " + timeoutMillis + "ms timeout. Aborted.");
        }
        return (ArrayNode) query.path("rows");
      }
    }
    throw new HostException("no case has the query " + sql + " with " + given);
  }
}

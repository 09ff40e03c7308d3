package com.jitsu.lite.functions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.SqlResult;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.Warehouses;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code context.getWarehouse("duckdb")}: the file where this server keeps profiles and events,
 * behind the walls that {@code POST /api/sql} has.
 */
public final class DuckDbWarehouses implements Warehouses {

  private static final String TOO_LATE = "JITSU-0705";

  private final String destinationId;
  private final DuckDbWarehouse warehouse;

  public DuckDbWarehouses(String destinationId, DuckDbWarehouse warehouse) {
    this.destinationId = requireNonNull(destinationId);
    this.warehouse = requireNonNull(warehouse);
  }

  @Override
  public Optional<Warehouse> find(String id) {
    return id.equals(destinationId) ? Optional.of(this::query) : Optional.empty();
  }

  private ArrayNode query(String sql, List<JsonNode> values, long timeoutMillis, int maxRows) {
    SqlResult result = ask(sql, values, timeoutMillis, maxRows);
    if (result.truncated()) {
      throw new HostException(
          result.rows().size() < maxRows
              ? "the query's answer is too large: ask for fewer columns or rows"
              : "the query has more than " + maxRows + " rows: add a LIMIT, or ask for a sum");
    }
    ArrayNode rows = Json.mapper().createArrayNode();
    for (List<JsonNode> cells : result.rows()) {
      ObjectNode row = rows.addObject();
      for (int i = 0; i < cells.size(); i++) {
        row.set(result.columns().get(i).name(), cells.get(i));
      }
    }
    return rows;
  }

  private SqlResult ask(String sql, List<JsonNode> values, long timeoutMillis, int maxRows) {
    try {
      return warehouse.query(sql, values, maxRows, Duration.ofMillis(timeoutMillis));
    } catch (ProblemException e) {
      String message =
          e.problems().get(0).code().equals(TOO_LATE)
              ? "Query execution exceeded " + timeoutMillis + "ms timeout. Aborted."
              : e.problems().get(0).what();
      throw new HostException("Error", message, e);
    }
  }
}

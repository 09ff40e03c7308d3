package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.List;

/**
 * What a query gave.
 *
 * @param rows one value per column; numbers with all their digits
 * @param truncated there were more rows than are shown
 */
public record SqlResult(List<Column> columns, List<List<JsonNode>> rows, boolean truncated) {

  public SqlResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A column with DuckDB's name of its type. */
  public record Column(String name, String type) {}

  /** {@code {"columns": [{"name", "type"}], "rows": [[…]], "truncated": false}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    ArrayNode heads = json.putArray("columns");
    for (Column column : columns) {
      heads.addObject().put("name", column.name()).put("type", column.type());
    }
    ArrayNode lines = json.putArray("rows");
    for (List<JsonNode> row : rows) {
      lines.addArray().addAll(row);
    }
    json.put("truncated", truncated);
    return json;
  }
}

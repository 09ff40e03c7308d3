package com.jitsu.lite.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.LoadResult;
import com.jitsu.sdk.contract.Json;
import java.util.Optional;

/** What the {@link Loader} would make of an event that comes next; nothing is written. */
public final class RowPreview {

  private final DuckDbWarehouse warehouse;

  public RowPreview(DuckDbWarehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * @param record {@code [{"field", "type", "value"}]} with the types that the columns have or
   *     would get, in their order
   * @param error why there would be no row; empty when there would
   */
  public record Row(ArrayNode record, Optional<String> error) {}

  public Row of(JsonNode event) {
    if (Loader.isMarkedToBeSkipped(event)) {
      return none(Loader.SKIP);
    }
    LoadResult result = warehouse.preview(Loader.TABLE, Flattening.flatten(1, event).event());
    return result.refused().isEmpty()
        ? new Row(Loader.record(result.loaded().get(0)), Optional.empty())
        : none(result.refused().get(0).error());
  }

  private static Row none(String why) {
    return new Row(Json.mapper().createArrayNode(), Optional.of(why));
  }
}

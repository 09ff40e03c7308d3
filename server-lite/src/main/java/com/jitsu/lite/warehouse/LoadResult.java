package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What became of the events of one {@link DuckDbWarehouse#load}, each in rising positions. */
public record LoadResult(List<Loaded> loaded, List<Refused> refused) {

  public LoadResult {
    loaded = List.copyOf(loaded);
    refused = List.copyOf(refused);
  }

  /** A row; its fields in the order of the table's columns, those without a value left out. */
  public record Loaded(long position, List<Field> fields) {
    public Loaded {
      fields = List.copyOf(fields);
    }
  }

  /** One value as it was stored; {@code type} is that of the column. */
  public record Field(String field, String type, JsonNode value) {}

  /** An event that is not in the table, and why. */
  public record Refused(long position, String error) {}
}

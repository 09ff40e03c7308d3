package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of the events of one {@link DuckDbWarehouse#load}, each in rising positions. */
public record LoadResult(List<Loaded> loaded, List<Refused> refused) {

  public LoadResult {
    loaded = List.copyOf(loaded);
    refused = List.copyOf(refused);
  }

  /**
   * A row. Of most rows nobody wants to know more than that it is there.
   *
   * @param columns of the table, in their order; not copied
   */
  public record Loaded(FlatEvent event, Map<String, ColumnType> columns) {

    public long position() {
      return event.position();
    }

    /**
     * The values as they were stored, in the order of the columns; without those that have none.
     */
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>(event.fields().size());
      columns.forEach(
          (name, type) -> {
            FieldValue value = event.fields().get(name);
            if (value != null) {
              fields.add(new Field(name, type.sql(), value.as(type).orElseThrow().json()));
            }
          });
      return fields;
    }
  }

  /** One value as it was stored; {@code type} is that of the column. */
  public record Field(String field, String type, JsonNode value) {}

  /** An event that is not in the table, and why. */
  public record Refused(long position, String error) {}
}

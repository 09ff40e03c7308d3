package com.jitsu.lite.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {

  @TempDir Path folder;
  private DuckDbWarehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void theTableFollowsTheEvents() {
    LoadResult first = load(event(1, "{\"type\":\"track\",\"total\":40.50}"));
    LoadResult second = load(event(2, "{\"n\":1,\"total\":2,\"ok\":true,\"type\":\"page\"}"));

    assertThat(columns()).isEqualTo("type VARCHAR, total DOUBLE, n BIGINT, ok BOOLEAN");
    assertThat(rows("select * from events"))
        .isEqualTo("[[\"track\",40.5,null,null],[\"page\",2.0,1,true]]");
    assertThat(fields(first)).isEqualTo("type VARCHAR \"track\", total DOUBLE 40.50");
    assertThat(fields(second))
        .isEqualTo("type VARCHAR \"page\", total DOUBLE 2, n BIGINT 1, ok BOOLEAN true");
    assertThat(warehouse.loadedPosition("events")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 2 | BIGINT | [[1],[2]]
          true | 2 | BIGINT | [[1],[2]]
          1 | 2.5 | DOUBLE | [[1.0],[2.5]]
          true | 2.5 | DOUBLE | [[1.0],[2.5]]
          false | "a" | VARCHAR | [["false"],["a"]]
          1 | "a" | VARCHAR | [["1"],["a"]]
          1e20 | "a" | VARCHAR | [["100000000000000000000"],["a"]]
          "2026-01-02T03:04:05Z" | 1 | VARCHAR | [["2026-01-02T03:04:05.000000Z"],["1"]]
          "2026-01-02T03:04:05Z" | "2026-01-02T03:04:05.5+02:00" | TIMESTAMP | [["2026-01-02T03:04:05Z"],["2026-01-02T01:04:05.500Z"]]
          "2026-01-02T03:04:05Z" | "soon" | VARCHAR | [["2026-01-02T03:04:05.000000Z"],["soon"]]
          """)
  void aNewColumnFitsAllItsValues(String one, String two, String type, String rows) {
    load(event(1, "{\"x\":" + one + "}"), event(2, "{\"x\":" + two + "}"));

    assertThat(columns()).isEqualTo("x " + type);
    assertThat(rows("select x from events")).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | "0" | STRING to: INT64
          1 | 1.0 | FLOAT64 to: INT64
          1 | "2026-01-02T03:04:05Z" | TIMESTAMP to: INT64
          true | 1 | INT64 to: BOOL
          1.5 | "x" | STRING to: FLOAT64
          "2026-01-02T03:04:05Z" | "soon" | STRING to: TIMESTAMP
          "2026-01-02T03:04:05Z" | 7 | INT64 to: TIMESTAMP
          """)
  void aValueThatCannotBeCastLeavesTheEventOut(String existing, String value, String change) {
    load(event(1, "{\"x\":" + existing + "}"));
    LoadResult result =
        load(event(2, "{\"x\":" + value + ",\"y\":1}"), event(3, "{\"x\":" + existing + "}"));

    assertThat(result.refused())
        .containsExactly(
            new LoadResult.Refused(2, "Unsupported column [x] type changing from: " + change));
    assertThat(result.loaded()).extracting(LoadResult.Loaded::position).containsExactly(3L);
    assertThat(columns()).startsWith("x ").doesNotContain("y");
  }

  @Test
  void everyValueFitsATextColumn() {
    load(event(1, "{\"x\":\"a\"}"));
    LoadResult result =
        load(event(2, "{\"x\":1}"), event(3, "{\"x\":0.10}"), event(4, "{\"x\":true}"));

    assertThat(result.refused()).isEmpty();
    assertThat(rows("select x from events")).isEqualTo("[[\"a\"],[\"1\"],[\"0.10\"],[\"true\"]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9223372036854775807 | INT64
          -9223372036854775808 | INT64
          9223372036854775808 | FLOAT64
          9223372036854775809 | STRING
          1.0 | FLOAT64
          1E2 | FLOAT64
          1e400 | STRING
          1e-999999999 | STRING
          1e-300 | FLOAT64
          true | BOOL
          "a" | STRING
          "" | STRING
          [1, 2] | STRING
          "2020-01-01" | STRING
          "2020-01-01T00:00:00" | TIMESTAMP
          "2020-01-01T00:00:00.123456789" | TIMESTAMP
          "2020-01-01T00:00:00.1Z" | TIMESTAMP
          "2020-01-01T00:00:00+0200" | TIMESTAMP
          "2020-01-01T00:00:00-07:00" | TIMESTAMP
          "2020-13-01T00:00:00Z" | STRING
          "2020-01-01 00:00:00" | STRING
          "2020-01-01T00:00:00 and more" | STRING
          "+020-01-01T00:00:00" | STRING
          "0000000000000000000" | STRING
          "2020-01-01T00:00:00.1234567890123456" | STRING
          """)
  void aValueHasTheTypeOfTheContract(String json, ColumnType type) {
    assertThat(FieldValue.of(Json.parse(json)).type()).isEqualTo(type);
  }

  @Test
  void eventsThatWereLoadedAreNotLoadedAgain() {
    FlatEvent one = event(1, "{\"x\":1}");
    FlatEvent bad = event(2, "{\"x\":\"a\"}");
    FlatEvent three = event(3, "{\"x\":3}");
    load(one);
    load(bad);
    warehouse.close();
    open();

    LoadResult again = load(one, bad, three, three);

    assertThat(again.loaded()).extracting(LoadResult.Loaded::position).containsExactly(3L);
    assertThat(again.refused()).isEmpty();
    assertThat(rows("select x from events")).isEqualTo("[[1],[3]]");
    assertThat(warehouse.loadedPosition("events")).isEqualTo(3);
  }

  @Test
  void anyNameIsAColumn() {
    load(event(1, "{\"select\":1,\"_\":2,\"1st\":3,\"a_b\":4}"));

    assertThat(columns()).isEqualTo("select BIGINT, _ BIGINT, 1st BIGINT, a_b BIGINT");
  }

  @Test
  void aTableGrowsToAThousandColumnsAndNoFurther() {
    Map<String, FieldValue> wide = new LinkedHashMap<>();
    for (int i = 0; i < 999; i++) {
      wide.put("c" + i, FieldValue.of(Json.parse("1")));
    }
    LoadResult result =
        load(new FlatEvent(1, wide), event(2, "{\"a\":1,\"b\":2}"), event(3, "{\"a\":1}"));

    assertThat(result.loaded()).extracting(LoadResult.Loaded::position).containsExactly(1L, 3L);
    assertThat(result.refused())
        .containsExactly(
            new LoadResult.Refused(
                2,
                "Table [events] cannot have more than 1000 columns; the event brings 2 new ones"));
  }

  @Test
  void anEventWithoutValuesIsRefused() {
    assertThat(load(event(1, "{}")).refused())
        .containsExactly(new LoadResult.Refused(1, "The event has no values"));
    assertThat(warehouse.loadedPosition("events")).isEqualTo(1);
  }

  @Test
  void thePositionCoversWhatIsLeftOut() {
    assertThat(warehouse.load("events", List.of(), 3).loaded()).isEmpty();

    assertThat(warehouse.loadedPosition("events")).isEqualTo(3);
    assertThat(load(event(2, "{\"x\":1}"), event(4, "{\"x\":2}")).loaded())
        .extracting(LoadResult.Loaded::position)
        .containsExactly(4L);
  }

  private LoadResult load(FlatEvent... events) {
    return warehouse.load("events", List.of(events), events[events.length - 1].position());
  }

  private static FlatEvent event(long position, String json) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    Json.parse(json)
        .properties()
        .forEach(field -> fields.put(field.getKey(), FieldValue.of(field.getValue())));
    return new FlatEvent(position, fields);
  }

  private static String fields(LoadResult result) {
    return result.loaded().get(0).fields().stream()
        .map(field -> field.field() + " " + field.type() + " " + field.value())
        .collect(Collectors.joining(", "));
  }

  private String columns() {
    JsonNode rows = Json.parse(rows("describe events"));
    StringBuilder text = new StringBuilder();
    for (JsonNode row : rows) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(row.path(0).asText())
          .append(' ')
          .append(row.path(1).asText());
    }
    return text.toString();
  }

  private String rows(String sql) {
    return warehouse.query(sql, 10_000, Duration.ofSeconds(30)).toJson().path("rows").toString();
  }
}

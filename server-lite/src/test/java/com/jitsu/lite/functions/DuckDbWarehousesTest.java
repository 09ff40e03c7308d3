package com.jitsu.lite.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.lite.warehouse.ProfileUpsert;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.NamedParameters;
import com.jitsu.sdk.host.Warehouses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbWarehousesTest {

  @TempDir Path folder;
  private DuckDbWarehouse duckDb;
  private Warehouses warehouses;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("secret.csv"), "a,b\n1,hunter2\n");
    duckDb = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    warehouses = new DuckDbWarehouses("duckdb", duckDb);
    duckDb.upsert(List.of(row("u1", 1), row("u2", 2)));
  }

  @AfterEach
  void close() {
    duckDb.close();
  }

  @Test
  void onlyWhatIsConfiguredIsFound() {
    assertThat(warehouses.find("duckdb")).isPresent();
    assertThat(warehouses.find("moon")).isEmpty();
    assertThat(warehouses.find("")).isEmpty();
  }

  @Test
  void rowsAreObjectsInTheOrderOfTheirColumns() {
    ArrayNode rows =
        query(
            "select profile_id as id, traits, version, (traits->>'v')::int * 1.5 as more from"
                + " profiles order by 1");

    assertThat(Json.text(rows))
        .isEqualTo(
            "[{\"id\":\"u1\",\"traits\":{\"v\":1},\"version\":1,\"more\":1.5},"
                + "{\"id\":\"u2\",\"traits\":{\"v\":2},\"version\":1,\"more\":3.0}]");
    assertThat(query("select 1 where false")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select ? as x | "wört'; drop table profiles --" | "wört'; drop table profiles --"
          select ? as x | 7 | 7
          select ? as x | 9007199254740993 | 9007199254740993
          select ? as x | 0.1 | 0.1
          select ? as x | 1e300 | 1.0E+300
          select ? as x | 18446744073709551616 | 1.8446744073709552E+19
          select ? as x | true | true
          select ? as x | null | null
          select ? + 1 as x | 1 | 2
          select count(*) as x from profiles where profile_id = ? | "u2" | 1
          select count(*) as x from profiles where (traits->>'v')::int >= ? | 2 | 1
          select count(*) as x from profiles where (traits->>'v')::decimal(10,2) = ? | 2.0 | 1
          select count(*) as x from profiles where updated_at >= ? | "1970-01-01T00:00:00Z" | 2
          select profile_id as x from profiles order by 1 limit ? | 1 | "u1"
          with a as (select ? as b) select b as x from a | "c" | "c"
          """)
  void valuesAreWhatTheyAreInJson(String sql, String given, String found) {
    ArrayNode rows = query(sql, Json.parse(given));

    assertThat(rows).hasSize(1);
    assertThat(Json.text(rows.get(0).get("x"))).isEqualTo(found);
  }

  @Test
  void namedParametersComeInOrder() {
    NamedParameters named =
        NamedParameters.of(
            "select :a::varchar || @b || ':a' as x from profiles where profile_id = :a",
            Json.object().put("a", "u1").put("b", "-"));

    assertThat(query(named.sql(), named.values().toArray(JsonNode[]::new)).get(0).get("x"))
        .isEqualTo(Json.parse("\"u1-:a\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from profiles",
        "delete from profiles where profile_id = ? returning *",
        "insert into profiles select * from profiles",
        "drop table profiles",
        "select 1; drop table profiles",
        "attach 'FOLDER/other.duckdb'",
        "copy profiles to 'FOLDER/out.csv'",
        "select * from read_csv('FOLDER/secret.csv')",
        "select * from read_text(?)",
        "select * from query('drop table profiles')",
        "set threads = 1",
      })
  void nothingIsWrittenNorReadFromFiles(String sql) throws IOException {
    JsonNode file = Json.parse('"' + folder.resolve("secret.csv").toString() + '"');
    JsonNode[] values = sql.contains("?") ? new JsonNode[] {file} : new JsonNode[0];
    assertThatThrownBy(() -> query(sql.replace("FOLDER", folder.toString()), values))
        .isInstanceOf(HostException.class)
        .hasMessageNotContaining("JITSU-")
        .hasMessageNotContaining("hunter2");
    assertThat(query("select count(*) as n from profiles").toString()).isEqualTo("[{\"n\":2}]");
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  @Test
  void whatDuckDbSaysIsTold() {
    assertThatThrownBy(() -> query("select trates from profiles"))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("\"trates\" not found");
    for (String late : List.of("select ?::int as x", "select 1 from profiles where ?::int = 1")) {
      assertThatThrownBy(() -> query(late, Json.parse("\"a\"")))
          .isInstanceOf(HostException.class)
          .hasMessage("Conversion Error: Could not convert string 'a' to INT32");
    }
  }

  @Test
  void asManyValuesAsParameters() {
    assertThatThrownBy(() -> query("select ?, ?", Json.parse("1")))
        .hasMessage("the statement has 2 parameters, but 1 were given");
    assertThatThrownBy(() -> query("select 1", Json.parse("1")))
        .hasMessage("the statement has 0 parameters, but 1 were given");
    assertThatThrownBy(() -> query("select ?", Json.parse("[1]")))
        .hasMessage("parameter 1 must be a text, a number, a truth value or null");
  }

  @Test
  void tooManyRowsAreAnErrorAndNotACut() {
    Warehouses.Warehouse warehouse = warehouses.find("duckdb").orElseThrow();

    assertThat(warehouse.query("select * from range(3)", List.of(), 10_000, 3)).hasSize(3);
    assertThatThrownBy(
            () -> warehouse.query("select * from range(1000000000000)", List.of(), 10_000, 3))
        .isInstanceOf(HostException.class)
        .hasMessage("the query has more than 3 rows: add a LIMIT, or ask for a sum");
    assertThatThrownBy(
            () ->
                warehouse.query(
                    "select repeat('x', 60000) from range(2000)", List.of(), 60_000, 10_000))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 200})
  void aQueryThatTakesTooLongIsStopped(long millis) {
    Warehouses.Warehouse warehouse = warehouses.find("duckdb").orElseThrow();

    assertThatThrownBy(
            () ->
                warehouse.query(
                    "select count(*) from range(1000000000) a, range(1000000) b where a.range > ?",
                    List.of(Json.parse("1")),
                    millis,
                    1))
        .isInstanceOf(HostException.class)
        .hasMessage("Query execution exceeded " + millis + "ms timeout. Aborted.");
    assertThat(query("select 1 as one")).hasSize(1);
  }

  private ArrayNode query(String sql, JsonNode... values) {
    return warehouses.find("duckdb").orElseThrow().query(sql, List.of(values), 10_000, 1_000);
  }

  private static ProfileUpsert row(String profileId, int v) {
    return ProfileUpsert.row(
        "b",
        1,
        v,
        profileId,
        new ProfileRow(
            profileId, "duckdb", "profiles", Json.object().put("v", v), 1, Instant.EPOCH));
  }
}

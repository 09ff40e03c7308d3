package com.jitsu.lite.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {

  @TempDir Path folder;
  private DuckDbWarehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("secret.csv"), "a,b\n1,hunter2\n");
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    ProfileRow row =
        new ProfileRow("u1", "duckdb", "profiles", Json.object().put("v", 1), 1, Instant.EPOCH);
    warehouse.upsert(List.of(ProfileUpsert.row("b", 1, 1, row.profileId(), row)));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from profiles",
        "  SELECT 1;  ",
        "from profiles",
        "with x as (select 1) select * from x",
        "values (1), (2)",
        "describe profiles",
        "show tables",
        "summarize profiles",
        "select ';' -- ; drop table profiles",
        "select traits->>'v', traits.v from profiles",
        "select * from duckdb_columns()",
        "select * from jitsu_internal.guards",
      })
  void everySelectIsAllowed(String sql) {
    assertThat(run(sql).rows()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "selekt 1",
        "select * from nowhere",
        "select 1; select 2",
        "select 1; drop table profiles",
        "drop table profiles",
        "delete from profiles",
        "update profiles set version = 2",
        "insert into profiles values ('x', '{}', 1, null)",
        "insert into jitsu_internal.owners values ('x', 'y')",
        "with gone as (delete from profiles returning *) select * from gone",
        "with more as (insert into profiles values ('x','{}',1,null) returning *) select * from more",
        "create table x as select 1",
        "create temp table x (a int)",
        "create or replace macro main.count(a) as 1",
        "alter table profiles add column x int",
        "copy profiles to 'FOLDER/out.csv'",
        "copy (select 1) to 'FOLDER/out.csv'",
        "export database 'FOLDER/out'",
        "attach 'FOLDER/other.duckdb'",
        "detach warehouse",
        "use memory",
        "install httpfs",
        "load httpfs",
        "load 'FOLDER/x.duckdb_extension'",
        "pragma database_list",
        "set threads = 1",
        "reset lock_configuration",
        "set lock_configuration = false",
        "call force_checkpoint()",
        "begin",
        "commit",
        "rollback; drop table profiles",
        "vacuum",
        "checkpoint",
        "explain analyze delete from profiles",
        "prepare x as delete from profiles",
        "execute x",
        "select * from read_csv('FOLDER/secret.csv')",
        "select * from read_csv_auto('FOLDER/secret.csv')",
        "select * from 'FOLDER/secret.csv'",
        "select * from \"FOLDER/secret.csv\"",
        "select * from read_text('FOLDER/secret.csv')",
        "select * from read_blob('FOLDER/*')",
        "select * from read_json('FOLDER/secret.csv')",
        "select * from read_parquet('FOLDER/secret.csv')",
        "select * from sniff_csv('FOLDER/secret.csv')",
        "select * from glob('FOLDER/*')",
        "select * from query('select * from read_text(''FOLDER/secret.csv'')')",
        "select * from query('drop table profiles')",
        "select getenv('HOME')",
        "select * from enable_logging(storage_path = 'FOLDER/log')",
        "select * from enable_profiling()",
        "select * from read_text('http://127.0.0.1:1/x')",
        "select nextval('x')",
        "select error('mine')",
        "select 'a'::integer",
        "select * from json_execute_serialized_sql('{}')",
        "select /* unclosed",
        "select 'unclosed",
        "select \u0000",
      })
  void everythingElseIsRefusedAndChangesNothing(String sql) throws IOException {
    assertThatThrownBy(() -> run(sql.replace("FOLDER", folder.toString())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0701")
        .hasMessageNotContaining("hunter2");
    assertThat(run("select count(*) from profiles").rows().toString()).isEqualTo("[[1]]");
    assertThat(run("select version from profiles").rows().toString()).isEqualTo("[[1]]");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.startsWith("warehouse.duckdb") || name.equals("secret.csv"));
    }
  }

  @Test
  void theErrorSaysWhatDuckDbSays() {
    assertThatThrownBy(() -> run("select trates from profiles"))
        .hasMessageContaining("trates")
        .hasMessageContaining("traits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          170141183460469231731687303715884105727::hugeint | 170141183460469231731687303715884105727
          18446744073709551615::ubigint | 18446744073709551615
          9007199254740993::bigint | 9007199254740993
          1.50::decimal(10,2) | 1.50
          12345678901234567890123456.7890123456::decimal(38,10) | 12345678901234567890123456.7890123456
          0.1::float | 0.1
          1e300::double | 1.0E+300
          'nan'::double | "NaN"
          '-inf'::float | "-Infinity"
          true | true
          null | null
          chr(97) | "a"
          '\\xFF\\x00'::blob | "/wA="
          date '2026-01-02' | "2026-01-02"
          time '01:02:03' | "01:02:03"
          timestamp '2026-03-29 02:30:00.5' | "2026-03-29T02:30:00.500Z"
          timestamptz '2026-01-02 03:04:05+02' | "2026-01-02T01:04:05Z"
          interval 3 day | "3 days"
          '00000000-0000-0000-0000-000000000001'::uuid | "00000000-0000-0000-0000-000000000001"
          [1, null, 3] | [1,null,3]
          {'a': [1.10], 'b': {'c': timestamp '2026-01-02 03:04:05'}} | {"a":[1.10],"b":{"c":"2026-01-02T03:04:05Z"}}
          map {'k': 2} | {"k":2}
          '{"a": 1.10, "b": [12345678901234567890]}'::json | {"a":1.10,"b":[12345678901234567890]}
          ['[1.0]'::json] | [[1.0]]
          'x'::enum('x', 'y') | "x"
          []::integer[] | []
          """)
  void valuesKeepTheirDigits(String sql, String json) {
    assertThat(Json.text(run("select " + sql).rows().get(0).get(0))).isEqualTo(json);
  }

  @Test
  void atMostSoManyRowsAreShown() {
    SqlResult some =
        warehouse.query("select * from range(1000000000000)", 3, Duration.ofSeconds(30));
    SqlResult all = warehouse.query("select * from range(3)", 3, Duration.ofSeconds(30));

    assertThat(some.rows()).hasSize(3);
    assertThat(some.truncated()).isTrue();
    assertThat(all.rows()).hasSize(3);
    assertThat(all.truncated()).isFalse();
  }

  @Test
  void rowsThatAreHugeTogetherAreCut() {
    SqlResult result =
        warehouse.query(
            "select repeat('x', 60000) from range(2000)", 10_000, Duration.ofSeconds(60));

    assertThat(result.truncated()).isTrue();
    assertThat(result.rows().size()).isLessThan(1_000);
  }

  @Test
  void aQueryThatTakesTooLongIsStopped() {
    assertThatThrownBy(
            () ->
                warehouse.query(
                    "select count(*) from range(1000000000) a, range(1000000) b",
                    1,
                    Duration.ofMillis(200)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0705")
        .hasMessageContaining("0.2 s");
    assertThat(run("select 1").rows()).hasSize(1);
  }

  private SqlResult run(String sql) {
    return warehouse.query(sql, 10_000, Duration.ofSeconds(30));
  }
}

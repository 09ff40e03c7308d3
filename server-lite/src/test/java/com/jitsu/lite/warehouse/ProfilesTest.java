package com.jitsu.lite.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

  @TempDir Path folder;
  private DuckDbWarehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
  }

  @AfterEach
  void close() {
    warehouse.close();
    warehouse.close();
  }

  @Test
  void aRowIsShownAsItWasGiven() {
    warehouse.upsert(
        List.of(
            row("b", 1, 7, "u1", "{\"ltv\":40.50,\"big\":12345678901234567890123,\"n\":null}")));

    assertThat(warehouse.find("b", "u1"))
        .contains(
            new StoredProfile(
                "u1",
                traits("{\"ltv\":40.50,\"big\":12345678901234567890123,\"n\":null}"),
                1,
                NOW,
                "profiles"));
    assertThat(sql("select * from profiles").toString())
        .isEqualTo(
            "{\"columns\":[{\"name\":\"profile_id\",\"type\":\"VARCHAR\"},{\"name\":\"traits\",\"type\":\"JSON\"},"
                + "{\"name\":\"version\",\"type\":\"INTEGER\"},{\"name\":\"updated_at\",\"type\":\"TIMESTAMP\"}],"
                + "\"rows\":[[\"u1\",{\"ltv\":40.50,\"big\":12345678901234567890123,\"n\":null},1,\"2026-03-01T12:00:00.123456Z\"]],"
                + "\"truncated\":false}");
    assertThat(warehouse.find("b", "u2")).isEmpty();
    assertThat(warehouse.find("other", "u1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b'\"; drop table profiles; --", "größe 🎉", "a\u0000b", "\n"})
  void aProfileIdMayBeAnyText(String id) {
    warehouse.upsert(List.of(row("b", 1, 1, id, "{\"a\":\"\\u0000'\\\"🎉\"}")));
    warehouse.upsert(List.of(row("b", 1, 2, id, "{\"a\":2}")));

    assertThat(warehouse.find("b", id).orElseThrow().traits()).isEqualTo(traits("{\"a\":2}"));
    assertThat(count("profiles")).isEqualTo(1);
  }

  @Test
  void anOlderRowIsRefusedAndRepeatingIsHarmless() {
    warehouse.upsert(List.of(row("b", 2, 10, "u1", "{\"v\":1}")));
    warehouse.upsert(
        List.of(row("b", 2, 9, "u1", "{\"v\":2}"), row("b", 1, 99, "u1", "{\"v\":3}")));

    assertThat(value("u1")).isEqualTo(1);

    warehouse.upsert(List.of(row("b", 2, 10, "u1", "{\"v\":4}")));
    assertThat(value("u1")).isEqualTo(4);
    warehouse.upsert(List.of(row("b", 3, 1, "u1", "{\"v\":5}")));
    assertThat(value("u1")).isEqualTo(5);
    assertThat(count("profiles")).isEqualTo(1);
  }

  @Test
  void theNewestOfOneCallWins() {
    warehouse.upsert(
        List.of(
            row("b", 1, 5, "u1", "{\"v\":5}"),
            row("b", 1, 7, "u1", "{\"v\":7}"),
            row("b", 1, 6, "u1", "{\"v\":6}"),
            row("b", 1, 1, "u2", "{\"v\":1}")));

    assertThat(value("u1")).isEqualTo(7);
    assertThat(value("u2")).isEqualTo(1);
  }

  @Test
  void aRowWhoseTableChangedMoves() {
    warehouse.upsert(List.of(row("b", 1, 1, "u1", "{}"), row("b", 1, 1, "u2", "{}")));
    warehouse.upsert(List.of(row("b", 1, 2, "u1", "VIP", "{}")));

    assertThat(count("profiles")).isEqualTo(1);
    assertThat(count("vip")).isEqualTo(1);
    assertThat(warehouse.find("b", "u1").orElseThrow().table()).isEqualTo("vip");
  }

  @Test
  void twoBuildersMayHaveTheSameProfileInTablesOfTheirOwn() {
    warehouse.upsert(
        List.of(row("b", 1, 1, "u1", "{\"v\":1}"), row("c", 1, 1, "u1", "seen", "{\"v\":2}")));
    warehouse.upsert(List.of(row("c", 1, 2, "u1", "seen", "{\"v\":3}")));

    assertThat(value("u1")).isEqualTo(1);
    assertThat(warehouse.find("c", "u1").orElseThrow().traits()).isEqualTo(traits("{\"v\":3}"));
  }

  @Test
  void anotherBuildersTableIsAProblemAndNothingIsWritten() {
    warehouse.upsert(List.of(row("b", 1, 1, "u1", "{}")));

    assertThatThrownBy(
            () ->
                warehouse.upsert(
                    List.of(
                        row("c", 1, 1, "u9", "mine", "{}"),
                        row("c", 1, 1, "u1", "Profiles", "{}"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0702")
        .hasMessageContaining("\"profiles\" belongs to the builder \"b\"")
        .hasMessageContaining("\"c\"");
    assertThatThrownBy(() -> warehouse.checkTable("c", "profiles"))
        .hasMessageContaining("JITSU-0702");
    assertThatThrownBy(() -> warehouse.stage(List.of(row("c", 1, 1, "u1", "{}"))))
        .hasMessageContaining("JITSU-0702");
    warehouse.checkTable("c", "mine");
    assertThat(warehouse.find("c", "u9")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "events",
        "Events",
        "jitsu_internal",
        "1st",
        "a-b",
        "a.b",
        "a\"b",
        "a;b",
        "größe",
        "pg_x",
        "duckdb_tables",
        "sqlite_master",
        "main.profiles",
        "a\u0000",
        "a2345678901234567890123456789012345678901234567890123456789012345"
      })
  void aNameThatIsNoTableIsAProblemWithTheRule(String name) {
    assertThatThrownBy(() -> warehouse.upsert(List.of(row("b", 1, 1, "u1", name, "{}"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0703")
        .hasMessageContaining("letters, digits and _ only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_x1", "select", "order", "table", "main", "user", "VIP_2026"})
  void anySaneNameIsATable(String name) {
    warehouse.upsert(List.of(row("b", 1, 1, "u1", name, "{}")));
    warehouse.stage(List.of(row("b", 2, 1, "u1", name, "{}"), row("b", 2, 1, "u2", name, "{}")));
    warehouse.swap("b", 2);

    assertThat(count("main.\"" + name + "\"")).isEqualTo(2);
  }

  @Test
  void stagedRowsAreSeenOnlyAfterTheSwapAndThenNothingElse() {
    warehouse.upsert(List.of(row("b", 1, 5, "u1", "{\"v\":1}"), row("b", 1, 5, "gone", "{}")));
    warehouse.upsert(
        List.of(row("b", 1, 5, "old", "emptied", "{}"), row("c", 9, 9, "u1", "others", "{}")));
    warehouse.stage(List.of(row("b", 2, 3, "u1", "{\"v\":2}"), row("b", 2, 4, "u2", "{\"v\":2}")));
    warehouse.stage(List.of(row("b", 2, 6, "u1", "{\"v\":3}"), row("b", 2, 2, "u1", "{\"v\":0}")));
    warehouse.stage(List.of(row("b", 2, 4, "u2", "new", "{\"v\":4}")));

    assertThat(value("u1")).isEqualTo(1);
    assertThat(warehouse.find("b", "u2")).isEmpty();
    assertThat(warehouse.currentPublication("b")).isEmpty();

    warehouse.swap("b", 2);

    assertThat(value("u1")).isEqualTo(3);
    assertThat(warehouse.find("b", "u2").orElseThrow().table()).isEqualTo("new");
    assertThat(warehouse.find("b", "gone")).isEmpty();
    assertThat(count("profiles")).isEqualTo(1);
    assertThat(count("new")).isEqualTo(1);
    assertThat(count("emptied")).isZero();
    assertThat(count("others")).isEqualTo(1);
    assertThat(count("jitsu_internal.staged")).isZero();
    assertThat(warehouse.currentPublication("b")).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void aRepeatedOrLateSwapDoesNothing() {
    warehouse.stage(List.of(row("b", 2, 1, "u1", "{\"v\":2}")));
    warehouse.swap("b", 2);
    warehouse.swap("b", 2);
    assertThat(value("u1")).isEqualTo(2);

    warehouse.stage(List.of(row("b", 1, 9, "u1", "{\"v\":1}")));
    warehouse.swap("b", 1);

    assertThat(value("u1")).isEqualTo(2);
    assertThat(warehouse.currentPublication("b")).isEqualTo(OptionalLong.of(2));
    assertThat(count("jitsu_internal.staged")).isZero();
  }

  @Test
  void aSupersededWorkerWritesNothing() {
    warehouse.swap("b", 5);
    warehouse.upsert(List.of(row("b", 4, 100, "late", "{}"), row("b", 5, 1, "fine", "{\"v\":1}")));

    assertThat(warehouse.find("b", "late")).isEmpty();
    assertThat(value("fine")).isEqualTo(1);
  }

  @Test
  void droppedStagingLeavesNoTrace() {
    warehouse.stage(
        List.of(row("b", 2, 1, "u1", "fresh", "{}"), row("b", 3, 1, "u1", "kept", "{}")));
    warehouse.dropStaging("b", 2);

    warehouse.checkTable("c", "fresh");
    assertThatThrownBy(() -> warehouse.checkTable("c", "kept")).hasMessageContaining("JITSU-0702");
    warehouse.swap("b", 3);
    assertThat(count("kept")).isEqualTo(1);
  }

  @Test
  void everythingIsThereAfterReopening() {
    warehouse.stage(List.of(row("b", 2, 4, "u1", "{\"v\":2}")));
    warehouse.swap("b", 2);
    warehouse.stage(List.of(row("b", 3, 4, "u1", "{\"v\":3}")));
    warehouse.close();
    open();

    assertThat(value("u1")).isEqualTo(2);
    warehouse.upsert(List.of(row("b", 2, 3, "u1", "{\"v\":0}")));
    assertThat(value("u1")).isEqualTo(2);
    warehouse.swap("b", 3);
    assertThat(value("u1")).isEqualTo(3);
  }

  @Test
  void readersSeeTheOldRowsOrTheNewOnesNeverAMixture() {
    List<ProfileUpsert> first = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      first.add(row("b", 1, 1, "u" + i, "{\"v\":1}"));
    }
    warehouse.upsert(first);
    CompletableFuture<Void> swaps =
        CompletableFuture.runAsync(
            () -> {
              for (int publication = 2; publication < 12; publication++) {
                List<ProfileUpsert> rows = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                  rows.add(row("b", publication, 1, "u" + i, "{\"v\":" + publication + "}"));
                }
                warehouse.stage(rows);
                warehouse.swap("b", publication);
              }
            });
    do {
      JsonNode seen =
          sql("select count(*), count(distinct traits->>'v') from profiles").path("rows").path(0);
      assertThat(seen.toString()).isEqualTo("[500,1]");
    } while (!swaps.isDone());
    swaps.join();
    assertThat(value("u0")).isEqualTo(11);
  }

  @Test
  void aFileThatIsNoWarehouseIsAProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("other.duckdb"), "not a database".repeat(1_000));

    assertThatThrownBy(() -> DuckDbWarehouse.open(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0704")
        .hasMessageContaining("other.duckdb");
  }

  @Test
  void anEmptyCallIsAllowedAndCheckPassesWhileOpen() {
    warehouse.upsert(List.of());
    warehouse.stage(List.of());
    warehouse.check();
    warehouse.close();

    assertThatThrownBy(warehouse::check).isInstanceOf(WarehouseException.class);
  }

  private JsonNode sql(String sql) {
    return warehouse.query(sql, 10_000, Duration.ofSeconds(30)).toJson();
  }

  private int count(String table) {
    return sql("select count(*) from " + table).path("rows").path(0).path(0).asInt(-1);
  }

  private int value(String profileId) {
    return warehouse.find("b", profileId).orElseThrow().traits().path("v").asInt(-1);
  }

  @Test
  void aProfileThatHasNoRowAnyMoreLosesItUnlessThatIsOldNews() {
    warehouse.upsert(List.of(row("b", 1, 5, "u1", "{\"v\":1}"), row("b", 1, 6, "u2", "{\"v\":2}")));

    warehouse.upsert(
        List.of(ProfileUpsert.none("b", 1, 4, "u1"), ProfileUpsert.none("b", 1, 7, "u2")));

    assertThat(value("u1")).isEqualTo(1);
    assertThat(warehouse.find("b", "u2")).isEmpty();
    assertThat(warehouse.countProfiles("b")).isEqualTo(1);
  }

  @Test
  void aRowThatGetsAnotherIdIsNotThereTwice() {
    warehouse.upsert(List.of(renamed("u1", "x", 1)));
    warehouse.upsert(List.of(renamed("u1", "y", 2)));

    assertThat(warehouse.find("b", "x")).isEmpty();
    assertThat(warehouse.find("b", "y")).isPresent();
    assertThat(warehouse.countProfiles("b")).isEqualTo(1);
  }

  @Test
  void ofTwoProfilesWithOneIdTheNewerIsShownHoweverTheyCome() {
    warehouse.upsert(List.of(renamed("u1", "x", 3), renamed("u2", "x", 2)));
    assertThat(value("x")).isEqualTo(3);
    warehouse.upsert(List.of(renamed("u2", "x", 4)));
    assertThat(value("x")).isEqualTo(4);
    warehouse.stage(List.of(staged(renamed("u1", "x", 5)), staged(renamed("u2", "x", 6))));
    warehouse.swap("b", 2);

    assertThat(value("x")).isEqualTo(6);
    assertThat(warehouse.countProfiles("b")).isEqualTo(1);
  }

  @Test
  void aProfileThatLostItsRowWhileItWasStagedIsNotShown() {
    warehouse.stage(List.of(row("b", 2, 5, "u1", "{\"v\":1}"), row("b", 2, 6, "u2", "{\"v\":2}")));
    warehouse.stage(List.of(ProfileUpsert.none("b", 2, 7, "u1")));

    warehouse.swap("b", 2);

    assertThat(warehouse.find("b", "u1")).isEmpty();
    assertThat(value("u2")).isEqualTo(2);
  }

  @Test
  void inPlaceOldRowsStayUntilTheyAreDroppedAndNoneComesBack() {
    warehouse.upsert(List.of(row("b", 1, 5, "u1", "{\"v\":1}"), row("b", 1, 6, "u2", "{\"v\":2}")));
    warehouse.publish("b", 2);
    warehouse.upsert(
        List.of(row("b", 2, 5, "u1", "{\"v\":10}"), row("b", 1, 9, "u2", "{\"v\":3}")));
    assertThat(value("u1")).isEqualTo(10);
    assertThat(value("u2")).isEqualTo(2);

    warehouse.dropBefore("b", 2);

    assertThat(value("u1")).isEqualTo(10);
    assertThat(warehouse.find("b", "u2")).isEmpty();
    assertThat(warehouse.currentPublication("b")).hasValue(2);
  }

  private static ProfileUpsert renamed(String source, String id, int position) {
    return ProfileUpsert.row(
        "b",
        1,
        position,
        source,
        new ProfileRow(id, "duckdb", "profiles", traits("{\"v\":" + position + "}"), 1, NOW));
  }

  private static ProfileUpsert staged(ProfileUpsert row) {
    return new ProfileUpsert(row.builder(), 2, row.position(), row.source(), row.row());
  }

  private static ProfileUpsert row(
      String builder, long publication, long position, String id, String traits) {
    return row(builder, publication, position, id, "profiles", traits);
  }

  private static ProfileUpsert row(
      String builder, long publication, long position, String id, String table, String traits) {
    return ProfileUpsert.row(
        builder,
        publication,
        position,
        id,
        new ProfileRow(id, "duckdb", table, traits(traits), 1, NOW));
  }

  private static ObjectNode traits(String json) {
    return (ObjectNode) Json.parse(json);
  }
}

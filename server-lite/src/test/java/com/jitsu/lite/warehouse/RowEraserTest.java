package com.jitsu.lite.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.FolderSearch;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowEraserTest {

  private static final String MAIL = "unmistakable.person@mail.example";

  @TempDir Path folder;
  private DuckDbWarehouse warehouse;
  private long position;

  @BeforeEach
  void open() {
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void nothingOfADeletedProfileIsLeftInTheFile() {
    for (int round = 0; round < 2; round++) {
      List<ProfileUpsert> rows = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        rows.add(profile("counts", "u" + i, "mail" + i));
      }
      warehouse.upsert(rows);
    }
    // Each of these leaves a dead row behind.
    for (int i = 0; i < 5; i++) {
      warehouse.upsert(List.of(profile("counts", MAIL, MAIL + i)));
      warehouse.upsert(List.of(profile("others", MAIL, MAIL + i)));
      warehouse.stage(List.of(profile("counts", MAIL, MAIL + i)));
    }
    warehouse.eraser().scrub();
    assertThat(FolderSearch.filesWith(folder, MAIL)).as("before").isNotEmpty();

    assertThat(warehouse.eraser().builders()).containsExactly("counts", "others");
    assertThat(warehouse.eraser().eraseProfile("counts", MAIL)).isEqualTo(1);
    assertThat(warehouse.eraser().eraseProfile("others", MAIL)).isEqualTo(1);
    warehouse.eraser().scrub();

    assertThat(FolderSearch.filesWith(folder, MAIL)).isEmpty();
    assertThat(warehouse.find("counts", MAIL)).isEmpty();
    assertThat(warehouse.find("counts", "u7")).isPresent();
    assertThat(rows("select count(*) from profiles_counts")).isEqualTo("[[1000]]");
    assertThat(rows("select count(*) from jitsu_internal.staged")).isEqualTo("[[0]]");
    assertThat(warehouse.eraser().eraseProfile("counts", MAIL)).isZero();
    warehouse.close();
    assertThat(FolderSearch.filesWith(folder, MAIL)).isEmpty();
    open();
    assertThat(rows("select count(*) from profiles_counts")).isEqualTo("[[1000]]");
  }

  @Test
  void anErasedProfileMayComeBackAsAnOlderRow() {
    warehouse.upsert(List.of(profile("counts", "u1", "a", 100)));
    warehouse.eraser().eraseProfile("counts", "u1");
    warehouse.upsert(List.of(profile("counts", "u1", "b", 7)));

    assertThat(rows("select traits->>'mail' from profiles_counts")).isEqualTo("[[\"b\"]]");
  }

  @Test
  void aRowGoesWhicheverIdTheFunctionGaveIt() {
    ObjectNode traits = Json.object();
    for (String[] row : new String[][] {{"u1", "a@b.c"}, {"u2", "u2"}, {"u3", "u1"}}) {
      ProfileRow shown = new ProfileRow(row[1], "duckdb", "profiles", traits, 1, Instant.EPOCH);
      warehouse.upsert(List.of(ProfileUpsert.row("counts", 1, 1, row[0], shown)));
      warehouse.stage(List.of(ProfileUpsert.row("counts", 2, 1, row[0], shown)));
    }

    assertThat(warehouse.eraser().eraseProfile("counts", "u1")).isEqualTo(2);

    assertThat(rows("select profile_id from profiles")).isEqualTo("[[\"u2\"]]");
    for (String table : List.of("guards", "staged")) {
      assertThat(rows("select profile_id, source from jitsu_internal." + table))
          .isEqualTo("[[\"u2\",\"u2\"]]");
    }
  }

  @Test
  void rowsOfEventsGoByTheirUserOrByAllTheirValues() {
    load("{\"userid\":\"u1\",\"messageid\":\"m1\",\"n\":1}");
    load("{\"userid\":\"u2\",\"messageid\":\"m2\",\"n\":2,\"mail\":\"" + MAIL + "\"}");
    load("{\"userid\":\"u2\",\"messageid\":\"m3\",\"n\":2,\"mail\":\"" + MAIL + "\"}");
    load("{\"userid\":\"" + MAIL + "\",\"messageid\":\"m4\",\"n\":2}");
    load("{\"userid\":\"" + MAIL + "x\",\"messageid\":\"m5\",\"n\":3}");

    FlatEvent other =
        event("{\"userid\":\"u2\",\"messageid\":\"m3\",\"n\":2,\"mail\":\"" + MAIL + "\"}");
    FlatEvent neverLoaded = event("{\"userid\":\"u2\",\"unknown\":1}");
    FlatEvent refused = event("{\"userid\":\"u2\",\"n\":\"text\"}");
    assertThat(
            warehouse
                .eraser()
                .eraseEvents("events", "userid", MAIL, List.of(other, neverLoaded, refused)))
        .isEqualTo(2);
    assertThat(rows("select messageid from events order by 1"))
        .isEqualTo("[[\"m1\"],[\"m2\"],[\"m5\"]]");
  }

  @Test
  void nothingOfDeletedEventsIsLeftInTheFileWhilePeopleRead() throws Exception {
    List<FlatEvent> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String id = i % 50 == 7 ? MAIL : "u" + i;
      events.add(event("{\"userid\":\"" + id + "\",\"n\":" + i + ",\"mail\":\"" + id + "\"}"));
    }
    warehouse.load("events", events, position);
    warehouse.eraser().scrub();
    assertThat(FolderSearch.filesWith(folder, MAIL)).as("before").isNotEmpty();

    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                assertThat(rows("select count(*) from events")).isIn("[[5000]]", "[[4900]]");
              }
            });
    assertThat(warehouse.eraser().eraseEvents("events", "userid", MAIL, List.of())).isEqualTo(100);
    warehouse.eraser().scrub();
    done.set(true);
    reader.get();

    assertThat(FolderSearch.filesWith(folder, MAIL)).isEmpty();
    assertThat(rows("select count(*), count(userid), sum(n)::bigint from events"))
        .isEqualTo("[[4900,4900,12249300]]");
    load("{\"userid\":\"u1\",\"n\":1}");
    assertThat(rows("select count(*) from events")).isEqualTo("[[4901]]");
  }

  @Test
  void neitherTheLeastNorTheGreatestValueIsLeftInStatistics() {
    for (int i = 0; i < 5; i++) {
      load("{\"userid\":\"a-least-one\",\"mail\":\"the least\"}");
      load("{\"userid\":\"user\",\"mail\":\"to be kept\"}");
      load("{\"userid\":\"z-great-one\",\"mail\":\"with most\"}");
      warehouse.upsert(
          List.of(
              profile("counts", "a-least-one", "the least"),
              profile("counts", "user", "x"),
              profile("counts", "z-great-one", "with most")));
      warehouse.eraser().scrub();
    }
    assertThat(FolderSearch.filesWith(folder, "a-least-one")).as("before").isNotEmpty();
    for (String id : List.of("a-least-one", "z-great-one")) {
      warehouse.eraser().eraseEvents("events", "userid", id, List.of());
      warehouse.eraser().eraseProfile("counts", id);
      warehouse.eraser().scrub();
      assertThat(FolderSearch.filesWith(folder, id)).isEmpty();
    }
    assertThat(FolderSearch.filesWith(folder, "the least")).isEmpty();
    assertThat(FolderSearch.filesWith(folder, "with most")).isEmpty();
    assertThat(rows("select count(*), min(userid) from events")).isEqualTo("[[5,\"user\"]]");
  }

  @Test
  void whereThereIsNothingNothingHappens() {
    assertThat(warehouse.eraser().eraseEvents("events", "userid", "u1", List.of())).isZero();
    assertThat(warehouse.eraser().builders()).isEmpty();
    warehouse.eraser().scrub();
    load("{\"n\":1}");
    assertThat(warehouse.eraser().eraseEvents("events", "userid", "u1", List.of())).isZero();
  }

  private void load(String json) {
    FlatEvent event = event(json);
    assertThat(warehouse.load("events", List.of(event), event.position()).refused()).isEmpty();
  }

  private FlatEvent event(String json) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    Json.parse(json)
        .properties()
        .forEach(field -> fields.put(field.getKey(), FieldValue.of(field.getValue())));
    return new FlatEvent(++position, fields);
  }

  private ProfileUpsert profile(String builder, String id, String mail) {
    return profile(builder, id, mail, ++position);
  }

  private static ProfileUpsert profile(String builder, String id, String mail, long position) {
    ObjectNode traits = Json.object().put("mail", mail);
    return ProfileUpsert.row(
        builder,
        1,
        position,
        id,
        new ProfileRow(id, "duckdb", "profiles_" + builder, traits, 1, Instant.EPOCH));
  }

  private String rows(String sql) {
    JsonNode result = warehouse.query(sql, 10_000, Duration.ofSeconds(30)).toJson();
    return result.path("rows").toString();
  }
}

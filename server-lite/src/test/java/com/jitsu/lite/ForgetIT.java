package com.jitsu.lite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deleted people are in no file of the data folder, whenever the server ended. With {@code
 * -Djitsu.kills=1} it is killed in every state of a deletion, else in those that change files.
 */
class ForgetIT {

  private static final int PEOPLE = 300;
  private static final String NAMES =
      "export default (events, user) => ({ traits: { name: user.traits.name, mail: user.traits.email } })";
  private static final String FAILING =
      "export default (events, user) => { throw new Error('cannot build ' + user.profileId) }";

  @TempDir Path data;
  private int messages;

  @Test
  void nothingOfADeletedPersonIsAnywhereAlsoAfterARebuild() throws Exception {
    String before;
    try (ServerProcess server = start()) {
      LiteClient client = client(server);
      for (int round = 0; round < 5; round++) {
        sendAll(client);
        if (round == 1) {
          client.publishAndWait("counts", PeopleTest.COUNT);
          client.deploy("names", NAMES.replace("traits: {", "tableName: 'names', traits: {"));
          client.publish("names");
          client.deploy("failing", FAILING);
          client.publish("failing");
        }
        // Every person gets a new row, the old one is a dead one in the file.
        for (String builder : List.of("counts", "names", "failing")) {
          if (round > 0) {
            client.awaitCurrent(builder);
          }
        }
      }
      before = others(client);
      assertThat(find("person0007.unmistakable")).isNotEmpty();
      assertThat(find("Nameof0007")).isNotEmpty();
      assertThat(client.rows("select count(*) from profiles").toString())
          .isEqualTo("[[" + PEOPLE + "]]");

      JsonNode removed = PeopleTest.deleteAndWait(client, id(7)).path("removed");

      assertThat(removed.path("events").asInt()).isEqualTo(5);
      // The third builder's rebuild pauses because everything fails, and its history with it.
      assertThat(removed.path("historyEvents").asInt()).isBetween(11, 15);
      assertThat(removed.path("profileRows").asInt()).isEqualTo(2);
      assertThat(removed.path("eventRows").asInt()).isEqualTo(5);
      assertThat(removed.path("stored").asInt()).isEqualTo(1);
      assertThat(find("person0007.unmistakable")).as("while it runs").isEmpty();
      assertThat(find("Nameof0007")).as("while it runs").isEmpty();

      client.publishAndWait("counts", PeopleTest.COUNT + "\n");
      client.publishAndWait("names", NAMES.replace("traits: {", "tableName: 'names', traits : {"));
      client.awaitCurrent("counts");
      client.awaitCurrent("names");
      assertThat(others(client)).isEqualTo(before);
    }
    assertThat(find("person0007.unmistakable")).as("after a rebuild").isEmpty();
    assertThat(find("Nameof0007")).as("after a rebuild").isEmpty();
    assertThat(inStores("0007")).isEmpty();
    assertThat(inStores("0008")).isNotEmpty();
  }

  @Test
  void aDeletionThatWasAcknowledgedSurvivesEveryKill() throws Exception {
    try (ServerProcess server = start()) {
      LiteClient client = client(server);
      sendAll(client);
      client.publishAndWait("counts", PeopleTest.COUNT);
      sendAll(client);
      client.awaitCurrent("counts");
    }
    List<String> states = List.of("waiting", "searching", "erasing", "scrubbing", "done");
    List<String> killedIn =
        Integer.getInteger("jitsu.kills") == null ? List.of("erasing", "scrubbing") : states;
    for (int person = 0; person < killedIn.size(); person++) {
      String asked;
      try (ServerProcess server = start()) {
        LiteClient client = client(server);
        asked = Json.parse(PeopleTest.delete(client, id(person)).body()).path("id").asText();
        String state = "waiting";
        while (states.indexOf(state) < states.indexOf(killedIn.get(person))) {
          state = Json.parse(client.get("/api/deletions/" + asked).body()).path("state").asText();
        }
        server.kill();
      }
      try (ServerProcess server = start()) {
        LiteClient client = client(server);
        PeopleTest.awaitDone(client, asked);
        client.awaitCurrent("counts");
        assertThat(client.rows("select count(*) from profiles").toString())
            .isEqualTo("[[" + (PEOPLE - person - 1) + "]]");
      }
      assertThat(find("person000" + person)).as("killed while " + killedIn.get(person)).isEmpty();
      assertThat(find("Nameof000" + person)).as("killed while " + killedIn.get(person)).isEmpty();
    }
    assertThat(inStores("000" + (killedIn.size() - 1))).isEmpty();
    assertThat(inStores("0005")).isNotEmpty();
  }

  private void sendAll(LiteClient client) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      ObjectNode event =
          Json.object()
              .put("type", "identify")
              .put("userId", id(i))
              .put("messageId", "m" + messages++);
      event
          .putObject("traits")
          .put("name", "Nameof%04d".formatted(i))
          .put("email", id(i) + "@mail.example");
      events.add(event);
    }
    client.accept(events.toArray(JsonNode[]::new));
  }

  private static String id(int person) {
    return "person%04d.unmistakable".formatted(person);
  }

  private static String others(LiteClient client) {
    String others = " where profile_id <> '" + id(7) + "' order by profile_id";
    return client.rows("select profile_id, traits::varchar from profiles" + others).toString()
        + client.rows("select profile_id, traits::varchar from names" + others);
  }

  private List<String> find(String text) {
    return FolderSearch.filesWith(data, text);
  }

  /** What the databases give out, whatever is compressed in their files. */
  private List<String> inStores(String text) {
    List<String> found = new ArrayList<>();
    try (RocksStore rocks = RocksStore.open(data.resolve("rocks"))) {
      for (Family family : Family.values()) {
        try (Scan scan = rocks.sweep(family, new byte[0], null)) {
          while (scan.next()) {
            if ((new String(scan.key(), UTF_8) + new String(scan.value(), UTF_8))
                .contains(text + ".unmistakable")) {
              found.add(family.name());
            }
          }
        }
      }
    }
    DuckDbWarehouse warehouse = DuckDbWarehouse.open(data.resolve("warehouse.duckdb"));
    try {
      Duration limit = Duration.ofMinutes(1);
      String tables =
          "select schema_name || '.' || table_name from duckdb_tables() where not temporary";
      for (List<JsonNode> table : warehouse.query(tables, 100, limit).rows()) {
        String name = table.get(0).asText();
        warehouse.query("select * from " + name, 10_000, limit).rows().stream()
            .filter(row -> row.toString().contains(text + ".unmistakable"))
            .forEach(row -> found.add(name));
      }
    } finally {
      warehouse.close();
    }
    return found;
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }

  private LiteClient client(ServerProcess server) {
    return new LiteClient(server.address(), data);
  }
}

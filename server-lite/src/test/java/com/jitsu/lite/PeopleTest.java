package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a person can be asked for, and deleted, over HTTP. */
class PeopleTest {

  static final String COUNT =
      "export default async (events, user, context) => { let n = 0; for (const e of events) n++;"
          + " await context.store.set('seen:' + user.profileId, { last: user.traits.name ?? '' });"
          + " return { traits: { n } } }";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path data;
  @RegisterExtension final LiteHouse house = new LiteHouse(() -> data);
  private int messages;

  @Test
  void everythingAboutAPersonIsToldInLines() {
    LiteClient client = house.client();
    client.accept(event("u1"), event("u2"), event("u1"), event("household", "u1"), event("u12"));
    client.publishAndWait("counts", COUNT);
    client.awaitCurrent("counts");
    awaitLoaded(client, 5);

    List<JsonNode> lines = export(client, "u1");

    assertThat(lines)
        .filteredOn(line -> line.path("kind").asText().equals("event"))
        .extracting(line -> line.path("position").asInt())
        .containsExactly(1, 3, 4);
    assertThat(lines.get(0).path("event").path("traits").path("name").asText())
        .isEqualTo("Name of u1");
    assertThat(lines.get(0).path("source").asText()).isEqualTo("default");
    JsonNode profile = lines.get(3);
    assertThat(profile.path("kind").asText()).isEqualTo("profile");
    assertThat(profile.path("builder").asText()).isEqualTo("counts");
    assertThat(profile.path("traits").path("n").asInt()).isEqualTo(2);
    assertThat(lines.get(4).path("row").path("traits_name").asText()).isEqualTo("Name of u1");
    assertThat(lines)
        .filteredOn(line -> line.path("kind").asText().equals("stored"))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.path("key").asText()).isEqualTo("seen:u1");
              assertThat(stored.path("value")).isEqualTo(Json.object().put("last", "Name of u1"));
              assertThat(stored.path("secondsLeft").asLong()).isPositive();
            });
    JsonNode end = lines.get(lines.size() - 1);
    assertThat(end.path("cached").asInt()).isEqualTo(6);
    assertThat(((ObjectNode) end).<ObjectNode>without("cached"))
        .isEqualTo(
            Json.parse("{\"kind\":\"end\",\"event\":3,\"profile\":1,\"eventRow\":3,\"stored\":1}"));
    assertThat(export(client, "nobody"))
        .containsExactly(
            Json.parse(
                "{\"kind\":\"end\",\"event\":0,\"profile\":0,\"eventRow\":0,\"stored\":0,\"cached\":0}"));
  }

  @Test
  void whatIsLeftIsAsIfTheEventsHadNeverBeen() {
    LiteClient client = house.client();
    for (int i = 0; i < 30; i++) {
      client.accept(
          event("u" + i % 3), event("household", "u" + i % 3), event("h" + i % 3, "other"));
    }
    client.publishAndWait("counts", COUNT);
    client.awaitCurrent("counts");
    awaitLoaded(client, 90);
    assertThat(rows(client))
        .isEqualTo(
            "[[\"household\",\"30\"],[\"h0\",\"10\"],[\"h1\",\"10\"],[\"h2\",\"10\"],[\"u0\",\"10\"],[\"u1\",\"10\"],[\"u2\",\"10\"]]");

    JsonNode deletion = deleteAndWait(client, "u1");

    ObjectNode removed = (ObjectNode) deletion.path("removed");
    assertThat(removed.remove("cached").asInt()).isPositive();
    assertThat(removed)
        .isEqualTo(
            Json.parse(
                "{\"events\":20,\"historyEvents\":20,\"profileRows\":1,\"eventRows\":20,\"stored\":1}"));
    client.awaitCurrent("counts");
    String left =
        "[[\"household\",\"20\"],[\"h0\",\"10\"],[\"h1\",\"10\"],[\"h2\",\"10\"],[\"u0\",\"10\"],[\"u2\",\"10\"]]";
    assertThat(rows(client)).isEqualTo(left);
    assertThat(client.rows("select count(*) from events").toString()).isEqualTo("[[70]]");
    client.publishAndWait("counts", COUNT + "\n");
    client.awaitCurrent("counts");
    assertThat(rows(client)).isEqualTo(left);
    JsonNode none = export(client, "u1").get(0);
    assertThat(none.path("kind").asText()).as(none.toString()).isEqualTo("end");
  }

  @Test
  void aPersonIsDeletedWhileEventsComeAndVersionsAreBuilt() throws Exception {
    LiteClient client = house.client();
    for (int i = 0; i < 20; i++) {
      client.accept(event("u" + i % 10));
    }
    client.publishAndWait("counts", COUNT);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> sending =
        CompletableFuture.supplyAsync(
            () -> {
              int sent = 0;
              while (!done.get()) {
                client.accept(event("u" + sent % 10), event("u" + (sent + 1) % 10));
                sent += 2;
              }
              return sent;
            });
    client.deploy("counts", COUNT + "\n");
    client.publish("counts");
    JsonNode deletion = deleteAndWait(client, "u3");
    done.set(true);
    int sent = sending.get();
    client.await("counts", state -> state.path("status").asText().equals("READY"));
    client.awaitCurrent("counts");

    long removed = deletion.path("removed").path("events").asLong();
    assertThat(removed).isGreaterThanOrEqualTo(2);
    String total = "select sum((traits->>'n')::bigint)::bigint from profiles";
    assertThat(client.rows(total).toString()).isEqualTo("[[" + (20 + sent - removed) + "]]");
    awaitLoaded(client, 20 + sent - removed);
  }

  @Test
  void whoComesBackIsSomebodyNew() {
    LiteClient client = house.client();
    client.accept(event("u1"), event("u1"));
    client.publishAndWait("counts", COUNT);
    deleteAndWait(client, "u1");
    client.accept(event("u1"));
    client.awaitCurrent("counts");

    assertThat(rows(client)).isEqualTo("[[\"u1\",\"1\"]]");
    deleteAndWait(client, "u1");
    JsonNode again = deleteAndWait(client, "u1");
    assertThat(again.path("removed").path("events").asInt()).isZero();
    assertThat(rows(client)).isEqualTo("[]");
  }

  @Test
  void onlyAdminsAskAndWhatTheyAskForIsAnswered() {
    LiteClient client = house.client();
    for (String method : List.of("GET", "DELETE")) {
      HttpResponse<String> refused =
          client.send(
              client
                  .request("/api/people/u1")
                  .header("Authorization", "Bearer " + client.key("deployKey"))
                  .method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
    }
    assertThat(client.get("/api/deletions/none").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/deletions/none").body()).contains("JITSU-0441");
    assertThat(client.get("/api/deletions").body()).isEqualTo("{\"deletions\":[]}");
    HttpResponse<String> asked = delete(client, "Größe/1 ?");
    assertThat(asked.statusCode()).isEqualTo(202);
    String id = Json.parse(asked.body()).path("id").asText();
    assertThat(asked.headers().firstValue("Location")).contains("/api/deletions/" + id);
    awaitDone(client, id);
    assertThat(Files.exists(data.resolve("deletions").resolve(id + ".json"))).isTrue();
    assertThat(FolderSearch.filesWith(data.resolve("deletions"), "Größe")).isEmpty();
    assertThat(Json.parse(client.get("/api/deletions").body()).path("deletions")).hasSize(1);
  }

  static JsonNode deleteAndWait(LiteClient client, String profileId) {
    HttpResponse<String> asked = delete(client, profileId);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    return awaitDone(client, Json.parse(asked.body()).path("id").asText());
  }

  static HttpResponse<String> delete(LiteClient client, String profileId) {
    return client.send(
        client
            .request("/api/people/" + encoded(profileId))
            .header("X-Admin-Token", client.key("adminToken"))
            .DELETE());
  }

  static JsonNode awaitDone(LiteClient client, String id) {
    Instant end = Instant.now().plus(LIMIT);
    while (true) {
      JsonNode deletion = Json.parse(client.get("/api/deletions/" + id).body());
      if (deletion.path("state").asText().equals("done")) {
        return deletion;
      }
      assertThat(Instant.now()).as("in time: %s", deletion).isBefore(end);
      Thread.onSpinWait();
    }
  }

  static List<JsonNode> export(LiteClient client, String profileId) {
    HttpResponse<String> answer = client.get("/api/people/" + encoded(profileId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonNode> lines = new ArrayList<>();
    answer.body().lines().forEach(line -> lines.add(Json.parse(line)));
    return lines;
  }

  private static void awaitLoaded(LiteClient client, long events) {
    Instant end = Instant.now().plus(LIMIT);
    String table = "select count(*) from duckdb_tables() where table_name = 'events'";
    while (client.rows(table).path(0).path(0).asLong() == 0
        || client.rows("select count(*) from events").path(0).path(0).asLong() != events) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }

  private static String rows(LiteClient client) {
    return client
        .rows("select profile_id, traits->>'n' from profiles order by length(profile_id) desc, 1")
        .toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private ObjectNode event(String userId) {
    ObjectNode event =
        Json.object()
            .put("type", "identify")
            .put("userId", userId)
            .put("messageId", "m" + messages++);
    event.putObject("traits").put("name", "Name of " + userId);
    return event;
  }

  private ObjectNode event(String profileId, String userId) {
    return event(userId).put("JITSU_PROFILE_ID", profileId);
  }
}

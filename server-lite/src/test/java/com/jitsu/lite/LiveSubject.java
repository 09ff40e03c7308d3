package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.conformance.ConformanceCase;
import com.jitsu.sdk.conformance.ConformanceCase.Kind;
import com.jitsu.sdk.conformance.ConformanceContract;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A live server, spoken to over HTTP and in no other way. */
final class LiveSubject implements ConformanceContract.Subject {

  private static final String RUN = "/api/functions/run";

  /** Empties what a case uses of the store and fills in what it begins with. */
  private static final String PREPARE =
      """
      export default async (events, user, { store, props }) => {
        const { keys, seed } = JSON.parse(props.STORE);
        for (const key of keys) await store.del(key);
        for (const [key, value] of Object.entries(seed)) await store.set(key, value);
        return {};
      };
      """;

  private static final String READ =
      """
      export default async (events, user, { store, props }) => {
        const traits = {};
        for (const key of JSON.parse(props.STORE).keys) traits[key] = (await store.get(key)) ?? null;
        return { traits };
      };
      """;

  private final Path folder;
  private final RouteServer routes = new RouteServer();
  private final ServerLite server;
  private final LiteClient client;
  private int pipelines;

  LiveSubject(Path folder) {
    this.folder = folder;
    Path data = folder.resolve("runs");
    this.server = ServerLite.start(settings(data), Clock.systemUTC());
    this.client = new LiteClient(server.address(), data);
  }

  @Override
  public String http() {
    return routes.address();
  }

  @Override
  public boolean takes(ConformanceCase test) {
    return true;
  }

  @Override
  public ObjectNode run(ConformanceCase test) {
    if (test.kind() == Kind.PIPELINE) {
      return rows(test);
    }
    if (test.storeKeys().isEmpty()) {
      return answer(test);
    }
    assertThat(storeRun(test, PREPARE).path("outcome").asText()).isEqualTo("row");
    ObjectNode answer = answer(test);
    answer.set("store", storeRun(test, READ).path("row").path("traits"));
    return answer;
  }

  private ObjectNode answer(ConformanceCase test) {
    routes.serve(test.routes());
    HttpResponse<String> response = client.post(RUN, test.request());
    ObjectNode answer = (ObjectNode) Json.parse(response.body());
    if (response.statusCode() != 200) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      answer.put("outcome", "refused");
    }
    return answer;
  }

  private JsonNode storeRun(ConformanceCase test, String code) {
    ObjectNode store = Json.object();
    test.storeKeys().forEach(store.withArray("/keys")::add);
    store.set("seed", test.seed());
    ObjectNode request = Json.object().put("code", code);
    request.putObject("user").put("profileId", "nobody");
    request.putObject("variables").put("STORE", Json.text(store));
    return Json.parse(client.post(RUN, request).body());
  }

  /** A server of its own, since every event reaches every builder. */
  private ObjectNode rows(ConformanceCase test) {
    Path data = folder.resolve("pipeline-" + ++pipelines);
    ObjectNode answer = Json.object().put("outcome", "rows");
    answer.putArray("rows");
    try (ServerLite own = ServerLite.start(settings(data), Clock.systemUTC())) {
      LiteClient sender = new LiteClient(own.address(), data);
      send(sender, test);
      JsonNode builder = sender.publishAndWait("b", test.code());
      assertThat(builder.path("status").asText()).as(builder.toString()).isEqualTo("READY");
      for (JsonNode row :
          sender.rows("select profile_id, traits, version from profiles order by profile_id")) {
        ObjectNode json = answer.withArray("/rows").addObject();
        json.set("profileId", row.get(0));
        json.set("traits", row.get(1));
        json.set("version", row.get(2));
      }
    }
    return answer;
  }

  private static void send(LiteClient sender, ConformanceCase test) {
    List<ObjectNode> events = test.events();
    int browsers =
        switch (test.json().path("sender").asText("server")) {
          case "browser" -> events.size();
          case "both" -> events.size() / 2;
          default -> 0;
        };
    if (browsers > 0) {
      ObjectNode body = Json.object();
      events.subList(0, browsers).forEach(body.withArray("/batch")::add);
      HttpResponse<String> response =
          sender.send(
              sender
                  .request("/v1/batch")
                  .header("X-Write-Key", sender.key("writeKey"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(Json.text(body))));
      assertThat(Json.parse(response.body()).path("okEvents").asInt())
          .as(response.body())
          .isEqualTo(browsers);
    }
    if (browsers < events.size()) {
      sender.accept(events.subList(browsers, events.size()).toArray(JsonNode[]::new));
    }
  }

  private static Settings settings(Path data) {
    return Settings.read(
        CommandLine.parse(List.of("--port", "0", "--data", data.toString())), Map.of());
  }

  @Override
  public void close() {
    server.close();
    routes.close();
  }
}

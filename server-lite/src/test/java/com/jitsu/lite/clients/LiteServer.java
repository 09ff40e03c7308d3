package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.LiteClient;
import com.jitsu.lite.ServerProcess;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A server in a process of its own with the usual settings, and what has arrived in it. */
final class LiteServer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String MARKER = "marker-of-the-test";

  private final Path data;
  private final LiteClient client;
  private final String address;
  private ServerProcess process;
  private int markers;

  private LiteServer(Path data, ServerProcess process) {
    this.data = data;
    this.process = process;
    this.address = process.address();
    this.client = new LiteClient(address, data);
  }

  static LiteServer start(Path data) throws IOException {
    return new LiteServer(data, ServerProcess.start("--port", "0", "--data", data.toString()));
  }

  String address() {
    return address;
  }

  /** For pages, as clients want it. */
  String writeKey() {
    return "default:" + client.key("writeKey");
  }

  /** For servers, as clients want it. */
  String serverKey() {
    return "default:" + client.key("serverKey");
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** On the port that it had. */
  void startAgain() throws IOException {
    String port = address.substring(address.lastIndexOf(':') + 1);
    process = ServerProcess.start("--port", port, "--data", data.toString());
    assertThat(process.address()).isEqualTo(address);
  }

  /**
   * The rows of the table events, each without its nulls. Everything that was accepted before this
   * call is in them.
   */
  List<Map<String, JsonNode>> rows() {
    String marker = MARKER + markers++;
    client.accept(Json.object().put("type", "page").put("userId", MARKER).put("messageId", marker));
    await(
        "select count(*) from events where messageid = '" + marker + "'",
        rows -> rows.path(0).path(0).asInt() == 1);
    JsonNode answer = sql("select * from events where userid is distinct from '" + MARKER + "'");
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    for (JsonNode values : answer.path("rows")) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        if (!values.path(i).isNull()) {
          row.put(answer.path("columns").path(i).path("name").asText(), values.path(i));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  /** What the events cache keeps of them, waiting for as many as there must be. */
  List<JsonNode> cached(int count) {
    Instant end = Instant.now().plus(LIMIT);
    List<JsonNode> records = cached("token", "");
    while (records.size() < count && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
      records = cached("token", "");
    }
    return records;
  }

  /** What could not be taken or loaded, in both namespaces. */
  List<JsonNode> errors() {
    List<JsonNode> errors = new ArrayList<>(cached("token", "error"));
    errors.addAll(cached("destination", "error"));
    return errors;
  }

  private List<JsonNode> cached(String namespace, String status) {
    HttpResponse<String> answer =
        client.get("/api/v1/events/cache?namespace=" + namespace + "&status=" + status);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<JsonNode> records = new ArrayList<>();
    for (JsonNode record : Json.parse(answer.body()).path("events")) {
      if (!record.path("original").path("userId").asText().equals(MARKER)) {
        records.add(record);
      }
    }
    return records;
  }

  private void await(String sql, Predicate<JsonNode> condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.test(sql(sql).path("rows"))) {
      assertThat(Instant.now()).as("in time: %s", sql).isBefore(end);
      Thread.onSpinWait();
    }
  }

  private JsonNode sql(String sql) {
    HttpResponse<String> answer = client.post("/api/sql", Json.object().put("sql", sql));
    return answer.statusCode() == 200 ? Json.parse(answer.body()) : Json.object();
  }

  @Override
  public void close() {
    process.close();
  }
}

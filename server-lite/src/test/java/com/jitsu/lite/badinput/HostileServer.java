package com.jitsu.lite.badinput;

import static com.jitsu.lite.redis.Until.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.LiteClient;
import com.jitsu.lite.ServerLite;
import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A real server whose cache lets everything through, and what came of what was sent to it. */
final class HostileServer implements AutoCloseable {

  /** Of what is malformed, the cache keeps so much. */
  static final int MALFORMED_BYTES = 700;

  private static final int CACHED = 200_000;
  private static final String SETTINGS =
      """
      server:
        cache:
          events:
            size: %d
            max_malformed_event_size_bytes: %d
      """
          .formatted(CACHED, MALFORMED_BYTES);

  private final Path data;
  private final ServerLite server;
  private final LiteClient client;

  private HostileServer(Path data, ServerLite server) {
    this.data = data;
    this.server = server;
    this.client = new LiteClient(server.address(), data);
  }

  static HostileServer start(Path data) throws IOException {
    Path file = Files.writeString(data.resolve("jitsu.yaml"), SETTINGS);
    Settings settings =
        Settings.read(
            CommandLine.parse(
                List.of("--port", "0", "--data", data.toString(), "--config", file.toString())),
            Map.of());
    HostileServer server = new HostileServer(data, ServerLite.start(settings, Clock.systemUTC()));
    server.client.accept(good("first"));
    until("the first event is loaded", () -> server.loaded("first") == 1);
    return server;
  }

  int port() {
    return server.port();
  }

  /** The secret one. */
  String key() {
    return client.key("serverKey");
  }

  String publicKey() {
    return client.key("writeKey");
  }

  Expectations expectations() {
    return new Expectations(
        List.of(
            client.key("serverKey"),
            client.key("writeKey"),
            client.key("adminToken"),
            client.key("deployKey"),
            data.toString(),
            System.getProperty("user.home") + "/"));
  }

  static JsonNode good(String messageId) {
    return Json.object()
        .put("type", "track")
        .put("event", "Good")
        .put("userId", "good")
        .put("messageId", messageId);
  }

  /** How many rows have message ids that begin so. */
  long loaded(String prefix) {
    return count("count(*)", prefix);
  }

  /** How many different ones they have. */
  long distinct(String prefix) {
    return count("count(distinct messageid)", prefix);
  }

  /** There is no table before the first event is loaded. */
  private long count(String what, String prefix) {
    String sql = "select " + what + " from events where starts_with(messageid, '" + prefix + "')";
    HttpResponse<String> answer = client.post("/api/sql", Json.object().put("sql", sql));
    return answer.statusCode() == 200
        ? Json.parse(answer.body()).path("rows").path(0).path(0).asLong()
        : 0;
  }

  /** The records of what was not taken. */
  JsonNode refused() {
    return Json.parse(
            client.get("/api/v1/events/cache?namespace=token&status=error&limit=" + CACHED).body())
        .path("events");
  }

  int health() {
    return client.get("/health").statusCode();
  }

  @Override
  public void close() {
    server.close();
  }
}

package com.jitsu.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The packaged server as a process on an empty data folder, which is deleted with it. */
final class LiteServer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong numbers = new AtomicLong(1);
  private final Child child;
  private final Path data;
  private final JsonNode keys;

  private LiteServer(Child child, Path data, JsonNode keys) {
    this.child = child;
    this.data = data;
    this.keys = keys;
  }

  /**
   * @param folder for its data and its log
   * @param javaOptions beside those of all JVMs
   */
  static LiteServer start(ServerJar jar, Path folder, List<String> javaOptions)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Folders.delete(data);
    Child child =
        Child.start(
            jar.server(javaOptions, "--port", "0", "--data", data.toAbsolutePath().toString()),
            folder.resolve("server.log"));
    return new LiteServer(child, data, Json.parse(Files.readAllBytes(data.resolve("keys.json"))));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), child.port());
  }

  String host() {
    return "127.0.0.1:" + child.port();
  }

  String serverKey() {
    return keys.path("serverKey").asText();
  }

  long pid() {
    return child.pid();
  }

  LoadDriver single() {
    return new LoadDriver(address(), MadeRequests.single(host(), serverKey()), numbers);
  }

  LoadDriver batches() {
    return new LoadDriver(address(), MadeRequests.batches(host(), serverKey()), numbers);
  }

  /** Rows of the table {@code events}; 0 before there is one. */
  long storedEvents() throws IOException, InterruptedException {
    JsonNode tables =
        sql("select count(*) from information_schema.tables where table_name = 'events'");
    return tables.asLong() == 0 ? 0 : sql("select count(*) from events").asLong();
  }

  /** How many different events the table holds. */
  long differentEvents() throws IOException, InterruptedException {
    return sql("select count(distinct messageid) from events").asLong();
  }

  /** Waits until the loader has brought so many events to the table, or nothing comes any more. */
  long awaitStored(long wanted, Duration limit) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + limit.toNanos();
    long stored = storedEvents();
    while (stored < wanted && System.nanoTime() < giveUp) {
      Thread.sleep(500);
      stored = storedEvents();
    }
    return stored;
  }

  /** Waits until no more rows come: the loader has brought all there is, or stands still. */
  long awaitLoaded(Duration limit) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + limit.toNanos();
    long before = -1;
    long stored = storedEvents();
    while (stored != before && System.nanoTime() < giveUp) {
      // Longer than the loader ever rests between two batches.
      Thread.sleep(1_500);
      before = stored;
      stored = storedEvents();
    }
    return stored;
  }

  /** Deploys and publishes a profile builder, whose rows are kept current from now on. */
  void publish(String builder, String code) throws IOException, InterruptedException {
    ObjectNode deployment = Json.object().put("createBuilders", true);
    deployment
        .putArray("functions")
        .addObject()
        .put("profileBuilderId", builder)
        .put("slug", builder)
        .put("name", builder)
        .put("source", "src/profiles/" + builder + ".ts")
        .put("code", code);
    post("/api/deployments", deployment);
    ObjectNode publication = Json.object();
    publication.putArray("builders").add(builder);
    post("/api/publications", publication);
  }

  /** One value. */
  private JsonNode sql(String select) throws IOException, InterruptedException {
    return post("/api/sql", Json.object().put("sql", select)).path("rows").path(0).path(0);
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + host() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + keys.path("adminToken").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new BenchmarkException(
          path
              + " was answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8),
          "the server's log is " + child.log());
    }
    return Json.parse(answer.body());
  }

  @Override
  public void close() throws IOException {
    child.close();
    Folders.delete(data);
  }
}

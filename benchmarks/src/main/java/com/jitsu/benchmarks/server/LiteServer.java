package com.jitsu.benchmarks.server;

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
import java.util.function.UnaryOperator;

/** The packaged server as a process with a data folder. */
public final class LiteServer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong numbers = new AtomicLong(1);
  private final Child child;
  private final Path data;
  private final boolean keep;
  private final JsonNode keys;

  private LiteServer(Child child, Path data, boolean keep) throws IOException {
    this.child = child;
    this.data = data;
    this.keep = keep;
    this.keys = Json.parse(Files.readAllBytes(data.resolve("keys.json")));
  }

  /**
   * On an empty data folder, which is deleted with it.
   *
   * @param folder for its data and its log
   * @param javaOptions beside those of all JVMs
   */
  public static LiteServer start(ServerJar jar, Path folder, List<String> javaOptions)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Folders.delete(data);
    return new LiteServer(child(jar, folder, javaOptions), data, false);
  }

  /** On the data that is there, which stays. */
  public static LiteServer reopen(ServerJar jar, Path folder, List<String> javaOptions)
      throws IOException, InterruptedException {
    return new LiteServer(child(jar, folder, javaOptions), folder.resolve("data"), true);
  }

  private static Child child(ServerJar jar, Path folder, List<String> javaOptions)
      throws IOException, InterruptedException {
    String data = folder.resolve("data").toAbsolutePath().toString();
    return Child.start(
        jar.server(javaOptions, "--port", "0", "--data", data), folder.resolve("server.log"));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), child.port());
  }

  public String host() {
    return "127.0.0.1:" + child.port();
  }

  public String serverKey() {
    return keys.path("serverKey").asText();
  }

  public long pid() {
    return child.pid();
  }

  /** For numbers that no two requests to this server have in common. */
  public AtomicLong numbers() {
    return numbers;
  }

  /** Rows of the table {@code events}; 0 before there is one. */
  public long storedEvents() throws IOException, InterruptedException {
    JsonNode tables =
        sql("select count(*) from information_schema.tables where table_name = 'events'");
    return tables.asLong() == 0 ? 0 : sql("select count(*) from events").asLong();
  }

  /** How many different events the table holds. */
  public long differentEvents() throws IOException, InterruptedException {
    return sql("select count(distinct messageid) from events").asLong();
  }

  /** Waits until the loader has brought so many events to the table, or nothing comes any more. */
  public long awaitStored(long wanted, Duration limit) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + limit.toNanos();
    long stored = storedEvents();
    while (stored < wanted && System.nanoTime() < giveUp) {
      Thread.sleep(500);
      stored = storedEvents();
    }
    return stored;
  }

  /** Waits until no more rows come: the loader has brought all there is, or stands still. */
  public long awaitLoaded(Duration limit) throws IOException, InterruptedException {
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
  public void publish(String builder, String code) throws IOException, InterruptedException {
    deploy(builder, code);
    publish(builder);
  }

  /** Publishes what is deployed, also if nothing changed: all its profiles are built anew. */
  public void publish(String builder) throws IOException, InterruptedException {
    ObjectNode publication = Json.object().put("force", true);
    publication.putArray("builders").add(builder);
    post("/api/publications", publication);
  }

  private void deploy(String builder, String code) throws IOException, InterruptedException {
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
  }

  /** Sends one event and returns when it is acknowledged. */
  public void send(ObjectNode event) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create("http://" + host() + "/api/s/s2s/" + event.path("type").asText()))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("X-Write-Key", serverKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(event)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    require("an event", answer);
  }

  /** A builder as the API tells it. */
  public JsonNode builder(String id) throws IOException, InterruptedException {
    return ask("/api/builders/" + id, HttpRequest.Builder::GET);
  }

  /** At most ten thousand rows, each a list of values. */
  public JsonNode rows(String select) throws IOException, InterruptedException {
    return post("/api/sql", Json.object().put("sql", select)).path("rows");
  }

  /** One value. */
  private JsonNode sql(String select) throws IOException, InterruptedException {
    return rows(select).path(0).path(0);
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return ask(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  private JsonNode ask(String path, UnaryOperator<HttpRequest.Builder> method)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host() + path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + keys.path("adminToken").asText());
    HttpResponse<byte[]> answer =
        http.send(method.apply(request).build(), HttpResponse.BodyHandlers.ofByteArray());
    require(path, answer);
    return Json.parse(answer.body());
  }

  private void require(String what, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new BenchmarkException(
          what
              + " was answered "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8),
          "the server's log is " + child.log());
    }
  }

  /** Ends the process at once, as the kernel or a power cut would; the data stays. */
  public void kill() throws InterruptedException {
    child.kill();
  }

  /** Ends the process; what it was on an empty folder with goes too. */
  @Override
  public void close() throws IOException {
    child.close();
    if (!keep) {
      Folders.delete(data);
    }
  }
}

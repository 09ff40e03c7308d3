package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.sources.Source;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** The routes of Jitsu Classic over a real journal, with three sources. */
final class ClassicHouse implements AutoCloseable {

  static final String NOW = "2026-03-01T12:00:00.120000Z";
  static final Instant INSTANT = Instant.parse("2026-03-01T12:00:00.120Z");

  /** Keys of the source {@code shop}, whose pages are on two hosts. */
  static final String PUBLIC = "shop-public";

  static final String SECRET = "shop-secret-that-nobody-may-see";

  /** Keys of the source {@code idle}, whose events nobody takes. */
  static final String IDLE_PUBLIC = "idle-public";

  static final String IDLE_SECRET = "idle-secret-that-nobody-may-see";

  /** Public key of the source {@code any}, with pages everywhere. */
  static final String ANYWHERE = "any-public";

  final List<String> log = new CopyOnWriteArrayList<>();
  final RocksJournal journal;
  private final RocksStore store;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  ClassicHouse(Path folder, OptionalInt maxEventBytes) {
    Clock clock = Clock.fixed(INSTANT, ZoneOffset.UTC);
    store = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(store, clock, 1_000);
    journal.start();
    Sources sources =
        Sources.open(
            folder,
            Keys.open(folder),
            List.of(
                source(
                    "shop",
                    PUBLIC,
                    SECRET,
                    List.of("https://*.shop.example", "pay.example"),
                    Set.of("duckdb")),
                source("idle", IDLE_PUBLIC, IDLE_SECRET, List.of(), Set.of()),
                source(
                    "any", ANYWHERE, "any-secret-that-nobody-sees", List.of(), Set.of("duckdb"))),
            clock);
    Routes routes = new Routes();
    new ClassicIngest(sources, journal, new Recorder(), ClassicHouse::dryRun, clock, maxEventBytes)
        .addTo(routes);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  private static SourceSettings source(
      String id, String publicKey, String secret, List<String> origins, Set<String> destinations) {
    return new SourceSettings(
        id,
        id,
        List.of(new Secret(publicKey)),
        List.of(new Secret(secret)),
        origins,
        List.of(),
        true,
        destinations);
  }

  /** A destination that says back what it is asked. */
  private static Optional<DryRun.Outcome> dryRun(String destinationId, JsonNode event) {
    ArrayNode rows = Json.mapper().createArrayNode();
    return switch (destinationId) {
      case "echo" -> Optional.of(new DryRun.Outcome(rows.add(event), Optional.empty()));
      case "strict" -> Optional.of(new DryRun.Outcome(rows, Optional.of("it does not fit")));
      default -> Optional.empty();
    };
  }

  /** Posts text with headers, name and value in turn. */
  Answer post(String path, String body, String... headers) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer post(String path, byte[] body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .setHeader("User-Agent", "Test/1");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the journal has, {@code <source> <event>}. */
  List<String> stored() {
    return journal.read(1, 100_000).stream().map(ClassicHouse::line).toList();
  }

  JsonNode event(int index) {
    return Json.parse(journal.read(1, 100_000).get(index).json());
  }

  private static String line(JournalEntry entry) {
    return entry.source() + " " + new String(entry.json(), StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    server.close();
    journal.close();
    store.close();
  }

  record Answer(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String message() {
      JsonNode json = Json.parse(response.body());
      if (!json.path("error").isTextual() || !json.path("error").textValue().isEmpty()) {
        throw new AssertionError("the deprecated field is there and empty: " + json);
      }
      return json.path("message").textValue();
    }
  }

  private final class Recorder implements IncomingLog {

    @Override
    public void incoming(Source source, byte[] event) {
      add("incoming", source, event, "");
    }

    @Override
    public void malformed(Source source, byte[] body, String error) {
      add("malformed", source, body, " | " + error);
    }

    @Override
    public void rejected(Source source, byte[] event, String error) {
      add("rejected", source, event, " | " + error);
    }

    @Override
    public void skipped(Source source, byte[] event, String reason) {
      add("skipped", source, event, " | " + reason);
    }

    private void add(String what, Source source, byte[] bytes, String more) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      log.add(what + " " + source.id() + " " + text + more);
    }
  }
}

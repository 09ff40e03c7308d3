package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Room;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Routes of ingestion on a real port over a real journal, for each test anew; nothing behind it.
 * For {@code @RegisterExtension}, or to be started and closed by hand.
 */
public final class IngestHouse implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

  static final String NOW = "2026-03-01T12:00:00.120Z";
  public static final Clock CLOCK = Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC);

  private final Supplier<Path> folder;
  private final List<SourceSettings> settings;
  private final Rooms rooms;
  private final HttpClient client = HttpClient.newHttpClient();
  private Recorder recorder;
  private RocksStore store;
  private RocksJournal journal;
  private Keys keys;
  private Sources sources;
  private volatile boolean full;
  private HttpServer server;

  /** Adds the routes that a house is about. */
  public interface Rooms {

    void addTo(Routes routes, Sources sources, RocksJournal journal, IncomingLog log);
  }

  /** Today's routes and the source {@code default}. */
  IngestHouse(Supplier<Path> folder) {
    this(folder, List.of(), IngestHouse::today);
  }

  /**
   * @param folder is asked for when a test begins
   * @param settings sources besides {@code default}
   */
  public IngestHouse(Supplier<Path> folder, List<SourceSettings> settings, Rooms rooms) {
    this.folder = folder;
    this.settings = settings;
    this.rooms = rooms;
  }

  static void today(Routes routes, Sources sources, RocksJournal journal, IncomingLog log) {
    new Ingest(sources, journal, log, CLOCK, 1_000_000).addTo(routes);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  public void start() {
    recorder = new Recorder();
    keys = Keys.open(folder.get());
    Path rocks = folder.get().resolve("rocks");
    Room disk = Room.of(rocks);
    store = RocksStore.open(rocks, () -> full ? OptionalLong.of(5 << 20) : disk.freeBytes());
    journal = new RocksJournal(store, CLOCK, 1_000);
    journal.start();
    sources = Sources.open(folder.get(), keys, settings, CLOCK);
    Routes routes = new Routes();
    rooms.addTo(routes, sources, journal, recorder);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  /** Somebody fills the disk but for 5 MB, or makes room again. */
  public void fillDisk(boolean fill) {
    full = fill;
  }

  /** Posts with headers, name and value in turn. */
  public Answer post(String path, byte[] body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer post(String path, String body, String... headers) {
    return post(path, bytes(body), headers);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  public Answer send(String method, String path, byte[] body, String... headers) {
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

  /** As servers of the source {@code default} send JSON. */
  Answer server(String path, String body) {
    return json(path, bytes(body), "X-Write-Key", keys.serverKey().reveal());
  }

  Answer json(String path, String body, String... headers) {
    return json(path, bytes(body), headers);
  }

  /** Posts JSON, unless a header says otherwise. */
  Answer json(String path, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return post(path, body, all);
  }

  /** What the journal has, {@code <source> <event>}; all of it can be read as JSON. */
  public List<String> stored() {
    return journal.read(1, 100_000).stream()
        .map(
            entry ->
                entry.source() + " " + new String(checked(entry.json()), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] checked(byte[] json) {
    Json.parse(json);
    return json;
  }

  public JsonNode event(int index) {
    return Json.parse(journal.read(1, 100_000).get(index).json());
  }

  Recorder recorder() {
    return recorder;
  }

  /** What the log was told, see {@link Recorder}. */
  public List<String> log() {
    return recorder.lines;
  }

  public RocksJournal journal() {
    return journal;
  }

  Keys keys() {
    return keys;
  }

  Sources sources() {
    return sources;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    server.close();
    journal.close();
    store.close();
  }
}

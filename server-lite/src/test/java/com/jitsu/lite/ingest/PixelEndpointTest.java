package com.jitsu.lite.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.sources.Source;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /api/px/{type}}, CONTRACT E.3. */
class PixelEndpointTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00.120Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private RocksStore store;
  private RocksJournal journal;
  private HttpServer server;
  private Keys keys;

  @BeforeEach
  void start() {
    keys = Keys.open(folder);
    store = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(store, CLOCK, 1_000);
    journal.start();
    Routes routes = new Routes();
    new Ingest(Sources.open(folder, keys, List.of(), CLOCK), journal, recorder(), CLOCK, 1_000_000)
        .addTo(routes);
    server = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    journal.close();
    store.close();
  }

  @Test
  void theEventIsInDataAndInThePathsOfTheQuery() {
    HttpResponse<byte[]> answer =
        get(
            "/api/px/t?event=Opened&properties.total=12&properties.tag=a&properties.tag=b&data="
                + data("{\"messageId\":\"m1\",\"userId\":\"u1\",\"JITSU_PROFILE_ID\":\"x\"}")
                + "&writekey="
                + keys.writeKey().reveal());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .contains("no-cache, no-store, must-revalidate");
    assertThat(answer.headers().firstValue("Expires")).contains("0");
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).startsWith("GIF89a");
    JsonNode event = stored().get(0);
    assertThat(event.path("type").asText()).isEqualTo("track");
    assertThat(event.path("userId").asText()).isEqualTo("u1");
    assertThat(event.path("messageId").asText()).isEqualTo("m1");
    assertThat(event.path("properties").toString())
        .isEqualTo("{\"total\":\"12\",\"tag\":[\"a\",\"b\"]}");
    assertThat(event.path("context").path("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(event.has("writekey")).isFalse();
    assertThat(event.has("JITSU_PROFILE_ID")).isFalse();
    assertThat(log).hasSize(1).allMatch(line -> line.startsWith("incoming default "));
  }

  @Test
  void anErrorIsA200ThatIsNoPictureAndNotKeptByBrowsers() {
    String key = "writekey=" + keys.writeKey().reveal();

    assertError("/api/px/page", "stream not found: for: no write key");
    assertError("/api/px/page?writekey=nobody", "stream not found: for: n***y");
    assertError("/api/px/buy?userId=u1&" + key, "event error: Unknown event type: buy");
    assertError(
        "/api/px/page?data=%25&" + key,
        "error parsing message: Error decoding event from \"data\" field in tracking pixel: ");
    assertError(
        "/api/px/page?data=" + data("[]") + "&" + key,
        "error parsing message: Error unmarshalling event from \"data\": a JSON object is expected");
    assertThat(stored()).isEmpty();
    assertThat(log).hasSize(3);
    assertThat(log.get(0)).startsWith("rejected default {\"userId\":\"u1\"} event error: ");
    assertThat(log.get(2)).startsWith("malformed default W10 ");
  }

  @Test
  void aPixelSendsNobodyElsewhereAndOnlyAsksForItStores() {
    String path =
        "/api/px/page?destination_url=https%3A%2F%2Fevil.example&writekey="
            + keys.writeKey().reveal();

    assertThat(get(path).statusCode()).isEqualTo(200);
    assertThat(stored().get(0).has("destination_url")).isFalse();
    assertThat(send("HEAD", path).statusCode()).isEqualTo(200);
    assertThat(send("OPTIONS", path).statusCode()).isEqualTo(200);
    assertThat(send("POST", path).statusCode()).isEqualTo(405);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aJournalThatTakesNothingIsA503() {
    journal.close();

    HttpResponse<byte[]> answer = get("/api/px/page?writekey=" + keys.writeKey().reveal());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  private void assertError(String path, String error) {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control"))
        .contains("no-cache, no-store, must-revalidate");
    JsonNode json = Json.parse(answer.body());
    assertThat(json.path("error").asText()).startsWith(error);
    assertThat(json.path("remedy").asText()).isNotEmpty();
  }

  private List<JsonNode> stored() {
    return journal.read(1, 1_000).stream().map(JournalEntry::json).map(Json::parse).toList();
  }

  private HttpResponse<byte[]> get(String path) {
    return send("GET", path);
  }

  private HttpResponse<byte[]> send(String method, String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String data(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private IncomingLog recorder() {
    return new IncomingLog() {
      @Override
      public void incoming(Source source, byte[] event) {
        log.add("incoming " + source.id() + " " + new String(event, StandardCharsets.UTF_8));
      }

      @Override
      public void malformed(Source source, byte[] body, String error) {
        log.add(
            "malformed "
                + source.id()
                + " "
                + new String(body, StandardCharsets.UTF_8)
                + " "
                + error);
      }

      @Override
      public void rejected(Source source, byte[] event, String error) {
        log.add(
            "rejected "
                + source.id()
                + " "
                + new String(event, StandardCharsets.UTF_8)
                + " "
                + error);
      }

      @Override
      public void skipped(Source source, byte[] event, String reason) {
        log.add(
            "skipped "
                + source.id()
                + " "
                + new String(event, StandardCharsets.UTF_8)
                + " "
                + reason);
      }
    };
  }
}

package com.jitsu.lite.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose events they are: sources, keys of every form, origins, and who does without a key. */
class SendersTest {

  private static final Set<String> DUCKDB = Set.of("duckdb");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> skipped = new ArrayList<>();
  private RocksStore store;
  private RocksJournal journal;
  private Sources sources;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Clock clock = Clock.systemUTC();
    store = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(store, clock, 1_000);
    journal.start();
    sources =
        Sources.open(
            folder,
            Keys.open(folder),
            List.of(
                source("shop", "https://*.shop.example", true, "duckdb"),
                source("open", "*", false, "duckdb"),
                source("idle", "*", true)),
            clock);
    Routes routes = new Routes();
    new Ingest(sources, journal, new Skipped(), clock, 1_000_000).addTo(routes);
    Ingest.addScript(routes, Files.writeString(folder.resolve("p.js.txt"), "track()"));
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
  void eachKeyIsOfItsSource() {
    Secret made = sources.put(new Source("app", "App", List.of(), List.of(), true, DUCKDB)).get(1);
    String basic =
        Base64.getEncoder().encodeToString(made.reveal().getBytes(StandardCharsets.UTF_8));

    assertThat(post("/api/s/page", "{}", "X-Write-Key", "pk_shop").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(post("/api/s/s2s/page", "{}", "X-Write-Key", "sk_shop").statusCode()).isEqualTo(200);
    assertThat(post("/api/s/s2s/page", "{}", "Authorization", "Basic " + basic).statusCode())
        .isEqualTo(200);
    assertThat(post("/api/s/s2s/page", "{}", "X-Write-Key", made.reveal() + "0").statusCode())
        .isEqualTo(401);
    assertThat(post("/api/s/s2s/page", "{}", "X-Write-Key", made.reveal() + "0").body())
        .contains(made.reveal().split(":", 2)[0] + ":***")
        .doesNotContain(made.reveal().split(":", 2)[1]);
    assertThat(stored()).containsExactly("shop", "shop", "app");
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.shop.example, pk_shop, true",
    "https://www.shop.example.evil, pk_shop, false",
    "https://www.shop.example.evil, sk_shop, true",
    ", pk_shop, true"
  })
  void aPageMustBeOfAnOriginThatMay(String origin, String key, boolean taken) {
    HttpResponse<String> answer =
        origin == null
            ? post("/api/s/page", "{}", "X-Write-Key", key)
            : post("/api/s/page", "{}", "X-Write-Key", key, "Origin", origin);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.parse(answer.body()).path("ok").asBoolean()).isEqualTo(taken);
    assertThat(stored()).hasSize(taken ? 1 : 0);
    if (!taken) {
      assertThat(answer.body())
          .contains("origin not allowed: https://www.shop.example.evil may not send to shop");
      assertThat(
              post("/v1/batch", "{\"batch\":[]}", "X-Write-Key", key, "Origin", origin)
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whoIsNotStrictNeedsNoKey() {
    assertThat(post("/api/s/page", "{\"JITSU_PROFILE_ID\":\"x\"}").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(post("/api/s/page", "{}", "X-Write-Key", "no-such-key").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(post("/api/s/page", "{}", "X-Write-Key", "open").body()).isEqualTo("{\"ok\":true}");
    assertThat(stored()).containsExactly("open", "open", "open");
    assertThat(journal.read(1, 1).get(0).json()).asString().doesNotContain("JITSU_PROFILE_ID");

    assertThat(post("/v1/batch", "{\"batch\":[]}").statusCode()).as("always a key").isEqualTo(401);
    assertThat(post("/api/s/s2s/page", "{}").statusCode()).as("always a key").isEqualTo(401);
  }

  @Test
  void whatNobodyTakesIsSaidAndNotStored() {
    HttpResponse<String> one =
        post("/api/s/s2s/page", "{\"messageId\":\"m1\"}", "X-Write-Key", "sk_idle");
    JsonNode batch =
        Json.parse(
            post(
                    "/v1/batch",
                    "{\"batch\":[{\"type\":\"page\",\"messageId\":\"m2\"}]}",
                    "X-Write-Key",
                    "sk_idle")
                .body());

    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(one.body()).contains("\"error\":\"no destinations found for stream: idle\"");
    assertThat(batch.path("ok").asBoolean(true)).isFalse();
    assertThat(batch.path("okEvents").asInt()).isZero();
    assertThat(batch.path("errors").path(0).asText())
        .startsWith("Message ID: m2: no destinations found for stream: idle");
    assertThat(stored()).isEmpty();
    assertThat(skipped)
        .containsExactly(
            "idle m1 No destination is configured for token [\"idle\"] (or only staged ones)",
            "idle m2 No destination is configured for token [\"idle\"] (or only staged ones)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/s/s2s/batch",
        "/v1/batch",
        "/v1/b",
        "/batch",
        "/b",
        "/v1/batch/b",
        "/batch/b"
      })
  void aBatchHasManyAddresses(String path) {
    String body = "{\"batch\":[{\"type\":\"page\"}],\"writeKey\":\"pk_shop\"}";

    assertThat(post(path, body).body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(stored()).containsExactly("shop");
  }

  @Test
  void aBatchMayNameItsEvents() {
    String body =
        "{\"eventsName\":\"Sale\",\"batch\":[{\"messageId\":\"m1\"},{\"type\":\"page\",\"event\":\"Own\"}]}";

    assertThat(post("/v1/batch", body, "X-Write-Key", "sk_shop").body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":2,\"okEvents\":2}");
    assertThat(
            journal.read(1, 2).stream()
                .map(entry -> Json.parse(entry.json()))
                .map(json -> json.path("type").asText() + " " + json.path("event").asText()))
        .containsExactly("track Sale", "track Own");
  }

  @Test
  void segmentsLibraryLearnsWhereToSend() {
    HttpResponse<String> answer =
        get("/v1/projects/pk_shop/settings", "Origin", "https://any.where");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://any.where");
    assertThat(
            Json.parse(answer.body())
                .path("integrations")
                .path("Segment.io")
                .path("apiKey")
                .asText())
        .isEqualTo("pk_shop");
  }

  @Test
  void pagesGetTheScriptThatWasNamed() {
    HttpResponse<String> script = get("/p.js");
    String tag = script.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = get("/p.js", "If-None-Match", tag);

    assertThat(script.body()).isEqualTo("track()");
    assertThat(script.headers().firstValue("Content-Type"))
        .contains("application/javascript; charset=utf-8");
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void withoutAScriptTheAnswerSaysHowToHaveIt() {
    Routes routes = new Routes();
    Ingest.addScript(routes, null);
    try (HttpServer other = new HttpServer(HttpSettings.of("127.0.0.1", 0), routes)) {
      other.start();
      HttpResponse<String> answer = get(URI.create("http://127.0.0.1:" + other.port() + "/p.js"));

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("JITSU-0509", "server.browser_script", "p.js.txt");
    }
  }

  @Test
  void aScriptThatIsNotThereEndsTheStart() {
    assertThatThrownBy(() -> Ingest.addScript(new Routes(), folder.resolve("none.js")))
        .hasMessageContaining("JITSU-0618");
  }

  private HttpResponse<String> get(String path, String... headers) {
    return get(uri(path), headers);
  }

  private HttpResponse<String> get(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SourceSettings source(
      String id, String origin, boolean strict, String... destinations) {
    return new SourceSettings(
        id,
        id,
        List.of(new Secret("pk_" + id)),
        List.of(new Secret("sk_" + id)),
        List.of(origin),
        List.of(),
        strict,
        Set.of(destinations));
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    request.setHeader("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** The sources of what is in the journal. */
  private List<String> stored() {
    return journal.read(1, 1_000).stream().map(JournalEntry::source).toList();
  }

  private final class Skipped implements IncomingLog {

    @Override
    public void incoming(Source source, byte[] event) {}

    @Override
    public void malformed(Source source, byte[] body, String error) {}

    @Override
    public void rejected(Source source, byte[] event, String error) {}

    @Override
    public void skipped(Source source, byte[] event, String reason) {
      skipped.add(source.id() + " " + Json.parse(event).path("messageId").asText() + " " + reason);
    }
  }
}

package com.jitsu.lite.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.lite.sources.Source;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose events they are: sources, keys of every form, origins, and who does without a key. */
class SendersTest {

  private static final Set<String> DUCKDB = Set.of("duckdb");
  private static final String NOBODY =
      "} | No destination is configured for token [\"idle\"] (or only staged ones)";

  @TempDir Path folder;

  @RegisterExtension
  final IngestHouse house =
      new IngestHouse(
          () -> folder,
          List.of(
              source("shop", "https://*.shop.example", true, "duckdb"),
              source("open", "*", false, "duckdb"),
              source("idle", "*", true)),
          (routes, sources, journal, log) -> {
            IngestHouse.today(routes, sources, journal, log);
            Ingest.addScript(routes, script());
          });

  @Test
  void eachKeyIsOfItsSource() {
    Secret made =
        house.sources().put(new Source("app", "App", List.of(), List.of(), true, DUCKDB)).get(1);
    String basic =
        Base64.getEncoder().encodeToString(made.reveal().getBytes(StandardCharsets.UTF_8));

    assertThat(house.json("/api/s/page", "{}", "X-Write-Key", "pk_shop").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(house.json("/api/s/s2s/page", "{}", "X-Write-Key", "sk_shop").status())
        .isEqualTo(200);
    assertThat(house.json("/api/s/s2s/page", "{}", "Authorization", "Basic " + basic).status())
        .isEqualTo(200);
    assertThat(house.json("/api/s/s2s/page", "{}", "X-Write-Key", made.reveal() + "0").status())
        .isEqualTo(401);
    assertThat(house.json("/api/s/s2s/page", "{}", "X-Write-Key", made.reveal() + "0").body())
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
    Answer answer =
        origin == null
            ? house.json("/api/s/page", "{}", "X-Write-Key", key)
            : house.json("/api/s/page", "{}", "X-Write-Key", key, "Origin", origin);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Json.parse(answer.body()).path("ok").asBoolean()).isEqualTo(taken);
    assertThat(stored()).hasSize(taken ? 1 : 0);
    if (!taken) {
      assertThat(answer.body())
          .contains("origin not allowed: https://www.shop.example.evil may not send to shop");
      assertThat(
              house
                  .json("/v1/batch", "{\"batch\":[]}", "X-Write-Key", key, "Origin", origin)
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void whoIsNotStrictNeedsNoKey() {
    assertThat(house.json("/api/s/page", "{\"JITSU_PROFILE_ID\":\"x\"}").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(house.json("/api/s/page", "{}", "X-Write-Key", "no-such-key").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(house.json("/api/s/page", "{}", "X-Write-Key", "open").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(stored()).containsExactly("open", "open", "open");
    assertThat(house.journal().read(1, 1).get(0).json())
        .asString()
        .doesNotContain("JITSU_PROFILE_ID");

    assertThat(house.json("/v1/batch", "{\"batch\":[]}").status())
        .as("always a key")
        .isEqualTo(401);
    assertThat(house.json("/api/s/s2s/page", "{}").status()).as("always a key").isEqualTo(401);
  }

  @Test
  void whatNobodyTakesIsSaidAndNotStored() {
    Answer one = house.json("/api/s/s2s/page", "{\"messageId\":\"m1\"}", "X-Write-Key", "sk_idle");
    JsonNode batch =
        Json.parse(
            house
                .json(
                    "/v1/batch",
                    "{\"batch\":[{\"type\":\"page\",\"messageId\":\"m2\"}]}",
                    "X-Write-Key",
                    "sk_idle")
                .body());

    assertThat(one.status()).isEqualTo(200);
    assertThat(one.body()).contains("\"error\":\"no destinations found for stream: idle\"");
    assertThat(batch.path("ok").asBoolean(true)).isFalse();
    assertThat(batch.path("okEvents").asInt()).isZero();
    assertThat(batch.path("errors").path(0).asText())
        .startsWith("Message ID: m2: no destinations found for stream: idle");
    assertThat(stored()).isEmpty();
    assertThat(house.log()).hasSize(2).allMatch(line -> line.endsWith(NOBODY));
    assertThat(house.log().get(0)).startsWith("skipped idle {\"messageId\":\"m1\",");
    assertThat(house.log().get(1))
        .startsWith("skipped idle {\"type\":\"page\",\"messageId\":\"m2\",");
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

    assertThat(house.json(path, body).body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(stored()).containsExactly("shop");
  }

  @Test
  void aBatchMayNameItsEvents() {
    String body =
        "{\"eventsName\":\"Sale\",\"batch\":[{\"messageId\":\"m1\"},{\"type\":\"page\",\"event\":\"Own\"}]}";

    assertThat(house.json("/v1/batch", body, "X-Write-Key", "sk_shop").body())
        .isEqualTo("{\"ok\":true,\"receivedEvents\":2,\"okEvents\":2}");
    assertThat(
            house.journal().read(1, 2).stream()
                .map(entry -> Json.parse(entry.json()))
                .map(json -> json.path("type").asText() + " " + json.path("event").asText()))
        .containsExactly("track Sale", "track Own");
  }

  @Test
  void segmentsLibraryLearnsWhereToSend() {
    Answer answer = house.get("/v1/projects/pk_shop/settings", "Origin", "https://any.where");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://any.where");
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
    Answer script = house.get("/p.js");
    String tag = script.header("ETag");
    Answer again = house.get("/p.js", "If-None-Match", tag);

    assertThat(script.body()).isEqualTo("track()");
    assertThat(script.header("Content-Type")).isEqualTo("application/javascript; charset=utf-8");
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void withoutAScriptTheAnswerSaysHowToHaveIt(@TempDir Path own) {
    IngestHouse.Rooms rooms = (routes, sources, journal, log) -> Ingest.addScript(routes, null);
    try (IngestHouse other = new IngestHouse(() -> own, List.of(), rooms)) {
      other.start();
      Answer answer = other.get("/p.js");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("JITSU-0509", "server.browser_script", "p.js.txt");
    }
  }

  @Test
  void aScriptThatIsNotThereEndsTheStart() {
    assertThatThrownBy(() -> Ingest.addScript(new Routes(), folder.resolve("none.js")))
        .hasMessageContaining("JITSU-0618");
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

  private Path script() {
    try {
      return Files.writeString(folder.resolve("p.js.txt"), "track()");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sources of what is in the journal. */
  private List<String> stored() {
    return house.journal().read(1, 1_000).stream().map(JournalEntry::source).toList();
  }
}

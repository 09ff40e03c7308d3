package com.jitsu.lite.ingest;

import static com.jitsu.lite.ingest.IngestHouse.bytes;
import static com.jitsu.lite.ingest.IngestHouse.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of every kind, their limits, and what is said when nothing can be stored. */
class IngestTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = new IngestHouse(() -> folder);

  private Recorder recorder;
  private RocksJournal journal;
  private Keys keys;

  @BeforeEach
  void enter() {
    recorder = house.recorder();
    journal = house.journal();
    keys = house.keys();
  }

  @Test
  void onlyJsonAndPlainTextAreRead() {
    assertThat(
            post(
                "/api/s/page",
                bytes("{}"),
                "Content-Type",
                "text/html",
                "X-Write-Key",
                keys.serverKey().reveal()))
        .satisfies(answer -> assertThat(answer.status).isEqualTo(400))
        .satisfies(
            answer ->
                assertThat(answer.error())
                    .isEqualTo("invalid content type: text/html. Expected: application/json"));
    assertThat(
            post(
                    "/api/s/page",
                    bytes("{}"),
                    "Content-Type",
                    "Text/Plain; charset=utf-8",
                    "X-Write-Key",
                    keys.serverKey().reveal())
                .body)
        .isEqualTo("{\"ok\":true}");
  }

  static List<byte[]> malformed() {
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "{\"a\":",
            "{\"a\":1}}",
            "{\"a\":1} {}",
            "{'a':1}",
            "{a:1}",
            "[]",
            "[{}]",
            "1",
            "\"x\"",
            "null",
            "true",
            "{\"a\":01}",
            "{\"a\":NaN}",
            "{\"a\":+1}",
            "{\"a\":1e}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{,}",
            "{\"a\":1,}",
            "// x\n{}",
            "<xml/>",
            "\u0000{}",
            "{\"a\":" + "[".repeat(5_000),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"" + "k".repeat(60_000) + "\":1}")) {
      bodies.add(bytes(text));
    }
    bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    bodies.add(
        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'});
    bodies.add(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'});
    bodies.add("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
    bodies.add(new byte[100]);
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoJsonObjectIsAParseErrorAndIsLogged(byte[] body) {
    Answer strict = post("/api/s/s2s/page", body, "X-Write-Key", keys.serverKey().reveal());
    Answer lenient = post("/api/s/page", body, "X-Write-Key", keys.writeKey().reveal());
    Answer batch = post("/api/s/s2s/batch", body, "X-Write-Key", keys.serverKey().reveal());

    assertThat(List.of(strict.status, lenient.status, batch.status)).containsExactly(400, 200, 400);
    for (Answer answer : List.of(strict, lenient, batch)) {
      assertThat(answer.error()).startsWith("error parsing message: ");
      assertThat(answer.json().path("remedy").asText()).isNotEmpty();
      assertThat(answer.body.length()).isLessThan(600);
    }
    assertThat(stored()).isEmpty();
    assertThat(recorder.lines).hasSize(3).allMatch(line -> line.startsWith("malformed "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00x\":[\"\\uD83D\\uDE00\",\"a\\uDBFF\"]}",
        "{\"a\":1e999999999}",
        "{\"a\":1e-999999999}",
        "{\"a\":-0.0}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1,\"a\":2}",
        "{\"\":{\"\":[]}}",
        "{\"context\":7}",
        "{\"context\":null,\"messageId\":{}}",
        "\uFEFF{}",
        "{\"type\":null,\"timestamp\":[]}",
      })
  void oddButValidJsonIsStoredReadable(String body) {
    assertThat(server("/api/s/s2s/page", body)).hasToString("200 {\"ok\":true}");
    assertThat(event(0).path("type").asText()).isEqualTo("page");
    assertThat(event(0).path("context").isObject()).isTrue();
  }

  @Test
  void noRandomBodyIsAServerError() {
    Random random = new Random(20261122);
    byte[] valid =
        bytes(
            "{\"batch\":[{\"type\":\"track\",\"event\":\"x\",\"properties\":{\"a\":[1.5,\"\\u00e4ö\",null]}}]}");
    for (int i = 0; i < 500; i++) {
      byte[] body = valid.clone();
      for (int flip = 0; flip <= random.nextInt(4); flip++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Answer answer = post("/v1/batch", body, "X-Write-Key", keys.serverKey().reveal());
      assertThat(answer.status).as(new String(body, StandardCharsets.ISO_8859_1)).isIn(200, 400);
      assertThat(answer.json().has("ok")).isTrue();
    }
    stored();
  }

  @Test
  void anEventMayHaveAMillionBytes() {
    String filler = "x".repeat(999_992);

    assertThat(server("/api/s/s2s/page", "{\"a\":\"" + filler + "\"}").status).isEqualTo(200);
    Answer strict = server("/api/s/s2s/page", "{\"a\":\"" + filler + "x\"}");
    assertThat(strict.status).isEqualTo(400);
    assertThat(strict.error())
        .isEqualTo("event error: message size 1000001 is too big. max allowed: 1000000");
    assertThat(server("/api/s/page", "{\"a\":\"" + filler + "x\"}").status).isEqualTo(200);
    assertThat(house.log())
        .as("so that the cache cuts it")
        .filteredOn(line -> line.startsWith("malformed "))
        .hasSize(2);
    assertThat(house.log()).noneMatch(line -> line.startsWith("rejected "));
  }

  @Test
  void aBodyOverTenMegabytesIsTooLargeInTheFormOfTheRoute() {
    String body = "{\"batch\":[" + " ".repeat(10_000_000) + "]}";

    for (Answer answer :
        List.of(
            server("/v1/batch", body),
            post(
                "/v1/batch",
                gzip(bytes(body)),
                "Content-Encoding",
                "gzip",
                "X-Write-Key",
                keys.serverKey().reveal()))) {
      assertThat(answer.status).isEqualTo(413);
      assertThat(answer.error()).isEqualTo("error reading HTTP body: the body is too large");
    }
    assertThat(
            post(
                    "/api/s/page",
                    bytes("{}"),
                    "Content-Encoding",
                    "gzip",
                    "X-Write-Key",
                    keys.serverKey().reveal())
                .status)
        .isEqualTo(400);
  }

  @Test
  void gzipIsUnderstoodEverywhere() {
    for (String path : List.of("/api/s/page", "/api/s/s2s/page")) {
      assertThat(
              post(
                      path,
                      gzip(bytes("{}")),
                      "Content-Encoding",
                      "gzip",
                      "X-Write-Key",
                      keys.serverKey().reveal())
                  .body)
          .isEqualTo("{\"ok\":true}");
    }
  }

  @Test
  void aStoppedJournalIsA503ThatAsksToTryAgain() {
    journal.close();
    for (String path : List.of("/api/s/page", "/api/s/s2s/page")) {
      Answer answer = server(path, "{}");

      assertThat(answer.status).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.body).contains("producer error", "remedy").doesNotContain("Exception");
    }
    assertThat(recorder.lines).isEmpty();
  }

  @Test
  void aFullDiskIsA507AndThereIsNoTraceOfWhatWasRefused() {
    server("/api/s/s2s/page", "{\"messageId\":\"m1\"}");
    house.fillDisk(true);
    String batch = "{\"batch\":[{\"type\":\"page\",\"messageId\":\"m2\"}]}";
    for (String path : List.of("/api/s/page", "/api/s/s2s/page", "/v1/batch")) {
      Answer answer = server(path, path.equals("/v1/batch") ? batch : "{\"messageId\":\"m3\"}");

      assertThat(answer.status).as(path).isEqualTo(507);
      assertThat(answer.header("Retry-After")).isEqualTo("10");
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(answer.body)
          .isEqualTo(
              "{\"ok\":false,\"error\":\"disk is full: JITSU-0607, the server has no room for more"
                  + " events\",\"remedy\":\"make room on the server's disk; send the same again"
                  + " then\"}");
    }
    assertThatThrownBy(journal::check)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0607")
        .hasMessageContaining("5 MB are free, and the last 192 MB");
    assertThat(recorder.lines).hasSize(1);
    assertThat(stored()).hasSize(1);

    house.fillDisk(false);

    journal.check();
    assertThat(server("/v1/batch", batch).body)
        .isEqualTo("{\"ok\":true,\"receivedEvents\":1,\"okEvents\":1}");
    assertThat(stored()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e2147483648", "-1e-2147483649", "9e99999999999999999999", "21e2147483647"})
  void anExponentThatNoNumberHasIsMalformed(String number) {
    Answer answer = server("/api/s/s2s/page", "{\"userId\":" + number + "}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error())
        .isEqualTo("error parsing message: a number has too large an exponent");
    assertThat(recorder.lines).hasSize(1).allMatch(line -> line.startsWith("malformed "));
  }

  @Test
  void anExponentIsFoundWhereverItStandsAndManyDigitsAreNone() {
    for (int blanks = 0; blanks < 20; blanks++) {
      String odd = "{\"userId\":" + " ".repeat(blanks) + "21e2147483647" + " ".repeat(blanks) + "}";
      assertThat(server("/api/s/s2s/page", odd).status).as(odd).isEqualTo(400);
    }
    String good = "{\"e123456789\":1700000000000,\"n\":" + "1".repeat(100) + ",\"m\":1e-000000009}";
    assertThat(server("/api/s/s2s/page", good).status).isEqualTo(200);
  }

  @Test
  void aBodyOfNothingButBracketsIsRefusedBeforeItIsATree() {
    Answer answer = server("/api/s/s2s/batch", "{\"batch\":[" + "[],".repeat(3_000_000) + "[]]}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error()).contains("more than 2000000 values");
  }

  @Test
  void aBatchOfMoreEventsThanMayWaitIsRefused() {
    Answer answer = server("/api/s/s2s/batch", "{\"batch\":[" + "{},".repeat(50_000) + "{}]}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.error()).contains("50001 events, more than 50000");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aFullQueueIsA503AndNothingAcknowledgedIsLost() throws Exception {
    String event = "{\"type\":\"page\"},".repeat(400);
    byte[] body = bytes("{\"batch\":[" + event.substring(0, event.length() - 1) + "]}");
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> post("/v1/batch", body, "X-Write-Key", keys.serverKey().reveal())));
    }
    int acknowledged = 0;
    for (CompletableFuture<Answer> answer : answers) {
      assertThat(answer.get().status).isIn(200, 503);
      acknowledged += answer.get().status == 200 ? 400 : 0;
    }

    assertThat(journal.head() - 1).isEqualTo(acknowledged);
  }

  private Answer server(String path, String body) {
    return house.server(path, body);
  }

  private Answer post(String path, byte[] body, String... headers) {
    return house.json(path, body, headers);
  }

  private List<String> stored() {
    return house.stored();
  }

  private JsonNode event(int index) {
    return house.event(index);
  }
}

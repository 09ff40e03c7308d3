package com.jitsu.lite.api;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.cache.CacheHouse;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.http.EventReader;
import com.jitsu.sdk.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StreamEndpointTest {

  private static final byte[] PAGE = "{\"type\":\"page\"}".getBytes(UTF_8);
  private static final int SIZE = 5_000;

  @TempDir static Path folder;
  @RegisterExtension static final CacheHouse house = new CacheHouse(() -> folder);

  @TempDir Path data;
  private CacheServer server;

  @BeforeEach
  void start() {
    server =
        new CacheServer(
            house,
            new CacheSettings(
                true, SIZE, Duration.ofSeconds(60), Duration.ofMillis(50), 10_000, null),
            data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void recordsComeAsTheyAreCachedAndAsTheCacheAnswersThem() throws Exception {
    skip("a", "before");
    house.awaitLength("events_cache:destination#a", 1);
    try (EventReader reader = EventReader.open(server.stream(""))) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.any().event()).isEqualTo("retry");
      skip("a", "one");
      server.cache().incoming("a", PAGE);
      skip("b", "two");

      EventReader.Event one = reader.next();
      assertThat(one.id()).isEqualTo("2026-11-22T10:00:00.100001Z");
      assertThat(one.data())
          .isEqualTo(
              "{\"original\":{\"type\":\"page\"},\"skip\":\"one\",\"timestamp\":\"2026-11-22T10:00:00.100001Z\",\"destination_id\":\"a\",\"token_id\":\"\"}");
      assertThat(text(reader.next())).isEqualTo("two");
      assertThat(reader.any().event()).isEqualTo("comment");
    }
  }

  @Test
  void theFiltersAreThoseOfTheCache() throws Exception {
    skip("a", "before");
    house.awaitLength("events_cache:destination#a", 1);
    String query = "&ids=a,a&status=error&q=TWO&since=2026-11-22T10:00:00Z";
    try (EventReader reader = EventReader.open(server.stream(query))) {
      server.cache().error("a", PAGE, "one");
      server.cache().error("b", PAGE, "two of another");
      server.cache().error("a", PAGE, "two");

      assertThat(Json.parse(reader.next().data()).path("error").asText()).isEqualTo("two");
    }
    String tokens = "&namespace=token&since=2026-11-22T10:00:00Z";
    try (EventReader reader = EventReader.open(server.stream(tokens))) {
      server.cache().incoming("default", PAGE);

      assertThat(Json.parse(reader.next().data()).path("token_id").asText()).isEqualTo("default");
    }
  }

  @Test
  void sinceBeginsWithThePastOfAllIdsInOrder() throws Exception {
    for (int i = 0; i < 4; i++) {
      skip(i % 2 == 0 ? "even" : "odd", "record " + i);
    }
    house.awaitLength("events_cache:destination#odd", 2);
    try (EventReader reader =
        EventReader.open(server.stream("&since=2026-11-22T10:00:00.100000Z"))) {
      for (int i = 1; i < 4; i++) {
        assertThat(text(reader.next())).isEqualTo("record " + i);
      }
      skip("new", "record 4");
      assertThat(text(reader.next())).isEqualTo("record 4");
    }
  }

  @Test
  void theLastIdGoesOnWithoutAGapAcrossARestart() throws Exception {
    String last;
    try (EventReader reader = EventReader.open(server.stream(""))) {
      skip("a", "0");
      skip("b", "1");
      assertThat(text(reader.next())).isEqualTo("0");
      last = reader.next().id();
    }
    skip("b", "2");
    house.awaitLength("events_cache:destination#b", 2);
    server.restart();
    skip("a", "3");
    house.awaitLength("events_cache:destination#a", 2);
    try (EventReader reader = EventReader.open(server.stream(""), "Last-Event-ID", last)) {
      skip("a", "4");
      for (int i = 2; i <= 4; i++) {
        assertThat(text(reader.next())).isEqualTo(String.valueOf(i));
      }
    }
  }

  @Test
  void comingAgainUnderLoadMissesNothingAndRepeatsNothing() throws Exception {
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < SIZE; i++) {
                skip(i % 2 == 0 ? "even" : "odd", String.valueOf(i));
              }
            });
    List<String> seen = new ArrayList<>();
    String last = "2026-11-22T10:00:00Z";
    writer.start();
    while (seen.size() < SIZE) {
      try (EventReader reader = onceAdmitted(last)) {
        for (int i = 0; i < 700 && seen.size() < SIZE; i++) {
          EventReader.Event event = reader.next();
          assertThat(event.event()).as(event.data()).isEqualTo("message");
          seen.add(text(event));
          last = event.id();
        }
      }
    }
    writer.join();

    assertThat(server.cache().dropped()).isZero();
    for (int i = 0; i < SIZE; i++) {
      assertThat(seen.get(i)).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void whatTheCacheHasGivenUpIsAGap() throws Exception {
    server.close();
    server =
        new CacheServer(
            house,
            new CacheSettings(true, 2, Duration.ofSeconds(60), Duration.ofMillis(1), 100, null),
            data);
    for (int i = 0; i < 4; i++) {
      skip("a", String.valueOf(i));
      house.clock.move(Duration.ofSeconds(60));
    }
    server.restart();
    try (EventReader reader =
        EventReader.open(server.stream(""), "Last-Event-ID", "2026-11-22T10:00:00.100000Z")) {
      EventReader.Event gap = reader.next();
      assertThat(gap.event()).isEqualTo("gap");
      assertThat(gap.data()).isEqualTo("{\"missed\":null}");
      assertThat(text(reader.next())).isEqualTo("2");
      assertThat(text(reader.next())).isEqualTo("3");
    }
  }

  @Test
  void whatIsWrongIsToldInTheFormOfTheCache() throws Exception {
    assertError(server.anonymous("/api/v1/events/stream"), 401, "Admin token does not match");
    assertError(server.send("/api/v1/events/stream?status=x"), 400, "status query parameter");
    assertError(
        server.send("/api/v1/events/stream", "Last-Event-ID", "7"),
        400,
        "Last-Event-ID must be a time like");
    try (EventReader one = EventReader.open(server.stream(""));
        EventReader two = EventReader.open(server.stream(""))) {
      assertThat(List.of(one.status(), two.status())).containsExactly(200, 200);
      HttpResponse<String> third = server.send("/api/v1/events/stream");
      assertError(third, 503, "as many streams are open as the server allows");
      assertThat(third.headers().firstValue("Retry-After")).contains("5");
    }
  }

  @Test
  void emptyIdsGiveNothingButHeartbeats() throws Exception {
    try (EventReader reader = EventReader.open(server.stream("&ids=&namespace=foo"))) {
      assertThat(reader.any().event()).isEqualTo("retry");
      skip("a", "one");
      house.awaitLength("events_cache:destination#a", 1);
      assertThat(reader.any().event()).isEqualTo("comment");
      assertThat(reader.any().event()).isEqualTo("comment");
    }
  }

  @Test
  void whatIsGivenUpWhileAClientIsBehindIsAGap() throws Exception {
    byte[] large = ("{\"text\":\"" + "x".repeat(50_000) + "\"}").getBytes(UTF_8);
    for (int i = 0; i < 600; i++) {
      server.cache().skip("a", large, String.valueOf(i));
    }
    house.awaitLength("events_cache:destination#a", 600);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.stream("")))
            .header("Last-Event-ID", "2026-11-22T10:00:00Z")
            .build();
    HttpClient client = HttpClient.newHttpClient();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), UTF_8))) {
      // Half a thousand are on their way now, more than anything between us holds.
      assertThat(nextIn(lines)).isEqualTo("0");
      house.clock.move(Duration.ofSeconds(60));
      for (int i = 0; i < SIZE; i++) {
        skip("a", "later " + i);
      }
      skip("last", "last");
      house.awaitLength("events_cache:destination#last", 1);
      house.awaitLength("events_cache:destination#a", SIZE);

      for (int i = 1; i < 500; i++) {
        assertThat(nextIn(lines)).isEqualTo(String.valueOf(i));
      }
      assertThat(nextIn(lines)).isEqualTo("gap");
      for (int i = 0; i < SIZE; i++) {
        assertThat(nextIn(lines)).isEqualTo("later " + i);
      }
      assertThat(nextIn(lines)).isEqualTo("last");
    }
  }

  /** The text of the next record, or the name of what is no record. */
  private static String nextIn(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith("data: ") && !line.startsWith("event: ")) {
      line = lines.readLine();
    }
    return line.startsWith("data: {\"missed")
        ? nextIn(lines)
        : line.startsWith("event: ")
            ? line.substring(7)
            : Json.parse(line.substring(6)).path("skip").asText();
  }

  /** The server notices a moment later that the stream before is over. */
  private EventReader onceAdmitted(String last) {
    AtomicReference<EventReader> admitted = new AtomicReference<>();
    until(
        "a free place",
        () -> {
          try {
            EventReader reader = EventReader.open(server.stream(""), "Last-Event-ID", last);
            admitted.set(reader);
            return reader.status() == 200;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    return admitted.get();
  }

  private static void assertError(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.parse(answer.body()).path("message").asText()).startsWith(message);
    assertThat(Json.parse(answer.body()).path("error").asText("none")).isEmpty();
  }

  private void skip(String destination, String text) {
    server.cache().skip(destination, PAGE, text);
  }

  private static String text(EventReader.Event event) {
    return Json.parse(event.data()).path("skip").asText();
  }
}

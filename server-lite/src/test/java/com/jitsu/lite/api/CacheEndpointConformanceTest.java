package com.jitsu.lite.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.cache.CacheHouse;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.sdk.contract.Json;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CONTRACT F.6 over HTTP, a test for each line, and the two events of the documentation of Jitsu
 * Classic as it shows them; what is decided otherwise is in 0.3.8.
 */
class CacheEndpointConformanceTest {

  private static final byte[] PAGE = "{\"type\":\"page\"}".getBytes(UTF_8);

  @TempDir static Path folder;
  @RegisterExtension static final CacheHouse house = new CacheHouse(() -> folder);

  @TempDir Path data;
  private CacheServer server;

  @BeforeEach
  void start() {
    server = new CacheServer(house, CacheSettings.defaults(), data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theTwoEventsOfTheDocumentationAreAnsweredFieldForField() throws Exception {
    ObjectNode sample = sample();
    for (int i = 0; i < 93; i++) {
      server.cache().skip("my_destination", PAGE, "older");
    }
    JsonNode success = sample.path("events").path(1);
    JsonNode error = sample.path("events").path(0);
    house.clock.set("2020-11-30T21:48:13.609858Z");
    server
        .cache()
        .success(
            "my_destination",
            Json.bytes(success.path("original")),
            () -> (ObjectNode) success.path("success"));
    house.clock.move(Duration.ofSeconds(1));
    server
        .cache()
        .error("my_destination", Json.bytes(error.path("original")), error.path("error").asText());
    house.awaitLength("events_cache:destination#my_destination", 95);

    // What the sample leaves out, and the release after it always sends.
    ((ObjectNode) error)
        .put("timestamp", "2020-11-30T21:48:14.609858Z")
        .put("destination_id", "my_destination")
        .put("token_id", "");
    ((ObjectNode) success)
        .put("timestamp", "2020-11-30T21:48:13.609858Z")
        .put("destination_id", "my_destination")
        .put("token_id", "");
    assertThat(success.path("success").path("record")).hasSize(22);
    assertThat(server.get("ids=my_destination&limit=2").body()).isEqualTo(Json.text(sample));

    JsonNode errors = Json.parse(server.get("ids=my_destination&status=error").body());
    assertThat(errors.path("total_events").asInt()).isEqualTo(1);
    assertThat(errors.path("events").path(0).path("error").asText())
        .isEqualTo("Unsupported column [local_tz_offset] type changing from: INT64 to: STRING");
  }

  // Authorization

  @Test
  void f6TheTokenOfTheQueryIsTakenBeforeTheHeader() throws Exception {
    String path = "/api/v1/events/cache?ids=a&token=";

    assertThat(server.anonymous(path + server.token()).statusCode()).isEqualTo(200);
    assertThat(server.anonymous(path + server.token(), "X-Admin-Token", "x").statusCode())
        .isEqualTo(200);
    assertThat(server.anonymous(path + "x", "X-Admin-Token", server.token()).statusCode())
        .isEqualTo(401);
    assertThat(server.anonymous(path, "X-Admin-Token", server.token()).statusCode())
        .as("an empty one is none")
        .isEqualTo(200);
  }

  /** This server makes itself a token, so that "admin_token must be configured" is never true. */
  @Test
  void f6WithoutAConfiguredTokenThereIsOneInKeysJson() throws Exception {
    String keys = java.nio.file.Files.readString(data.resolve("keys.json"));

    assertThat(Json.parse(keys).path("adminToken").asText()).isEqualTo(server.token());
    assertThat(server.get("ids=a").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"''", "?token=", "?token=wrong", "?ids=&namespace=foo"})
  void f6AWrongOrMissingTokenIsA401BeforeAllElse(String query) throws Exception {
    HttpResponse<String> answer = server.anonymous("/api/v1/events/cache" + query);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"Admin token does not match\",\"error\":\"\"}");
  }

  // Parameters

  @Test
  void f6AbsentIdsAreAllKnownIdsOfTheNamespace() throws Exception {
    fill("b", "a");
    server.cache().incoming("default", PAGE);
    house.awaitLength("events_cache:token#default", 1);
    server.restart();

    assertThat(destinations("")).containsExactly("a", "b");
    assertThat(Json.parse(server.get("namespace=token").body()).path("events")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ids=", "ids=&namespace=foo", "ids=&status=foo&limit=foo&since=foo", "ids"})
  void f6EmptyIdsAreAnEmptyAnswerBeforeTheOtherChecks(String query) throws Exception {
    fill("a");
    HttpResponse<String> answer = server.get(query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"last_minute_limited\":0,\"cache_capacity_per_interval\":0,\"interval_seconds\":0,"
                + "\"total_events\":0,\"response_events\":0,\"events\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          namespace=foo&status=foo&limit=x | namespace query parameter can be only 'token' or 'destination'. Current value: foo
          namespace=Destination | namespace query parameter can be only 'token' or 'destination'. Current value: Destination
          status=foo&limit=x | status query parameter can be only "error" or not specified. Current value: foo
          status=Error | status query parameter can be only "error" or not specified. Current value: Error
          limit=x | limit must be int
          limit=1.5 | limit must be int
          limit=0 | limit must be from 1 to 100. Current value: 0
          limit=-1 | limit must be from 1 to 100. Current value: -1
          limit=101 | limit must be from 1 to 100. Current value: 101
          """)
  void f6WrongParametersAreToldInTheOrderNamespaceStatusLimit(String query, String message)
      throws Exception {
    HttpResponse<String> answer = server.get("ids=a&" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(Json.text(Json.object().put("message", message).put("error", "")));
  }

  @Test
  void f6UnknownParametersAreIgnored() throws Exception {
    assertThat(server.get("ids=a&limits=x").statusCode()).isEqualTo(200);
  }

  @Test
  void f6IdsAreNotTrimmedDuplicatesComeTwiceAndUnknownOnesGiveNothing() throws Exception {
    fill("a", "b", " b");

    assertThat(destinations("ids=b,a,nobody,,b")).containsExactly("b", "a", "b");
    assertThat(destinations("ids=a,%20b")).containsExactly("a", " b");
    assertThat(Json.parse(server.get("ids=b,a,b").body()).path("total_events").asInt())
        .isEqualTo(3);
  }

  @Test
  void f6TheNamespaceIsDestinationUnlessGiven() throws Exception {
    fill("a");
    server.cache().incoming("a", PAGE);
    house.awaitLength("events_cache:token#a", 1);

    for (String query : List.of("ids=a", "ids=a&namespace=", "ids=a&namespace=destination")) {
      assertThat(destinations(query)).containsExactly("a");
    }
    JsonNode token = Json.parse(server.get("ids=a&namespace=token").body()).path("events").path(0);
    assertThat(token.path("destination_id").asText("none")).isEmpty();
    assertThat(token.path("token_id").asText()).isEqualTo("a");
    assertThat(token.path("uid").asText()).isNotEmpty();
  }

  @Test
  void f6StatusErrorReadsTheErrorLists() throws Exception {
    fill("a");
    server.cache().error("a", PAGE, "no such column");
    house.awaitLength("events_cache:destination#a:error", 1);

    assertThat(Json.parse(server.get("ids=a").body()).path("events")).hasSize(2);
    assertThat(Json.parse(server.get("ids=a&status=").body()).path("events")).hasSize(2);
    JsonNode errors = Json.parse(server.get("ids=a&status=error").body());
    assertThat(errors.path("events")).hasSize(1);
    assertThat(errors.path("total_events").asInt()).isEqualTo(1);
  }

  @Test
  void f6TheLimitIsPerIdAndTotalEventsDoNotKnowIt() throws Exception {
    fill("a", "a", "a", "b", "b");

    JsonNode answer = Json.parse(server.get("ids=a,b&limit=2").body());
    assertThat(answer.path("response_events").asInt()).isEqualTo(4);
    assertThat(answer.path("total_events").asInt()).isEqualTo(5);
  }

  // The answer

  @Test
  void f6CountersAreOfAllIdsAndTheCapacityOfOne() throws Exception {
    for (int i = 0; i < 110; i++) {
      server.cache().error("a", PAGE, "no such column");
      server.cache().skip("b", PAGE, "left out");
    }
    house.awaitLength("events_cache:destination#a:error", 100);
    house.awaitLength("events_cache:destination#a", 100);
    house.awaitLength("events_cache:destination#b", 100);

    assertThat(server.get("ids=a,b&limit=1").body())
        .startsWith(
            "{\"last_minute_limited\":20,\"cache_capacity_per_interval\":100,\"interval_seconds\":60,"
                + "\"total_events\":200,\"response_events\":2,\"events\":[{");
    assertThat(server.get("ids=a,b&limit=1&status=error").body())
        .startsWith(
            "{\"last_minute_limited\":10,\"cache_capacity_per_interval\":100,\"interval_seconds\":60,"
                + "\"total_events\":100,\"response_events\":1,\"events\":[{");
  }

  @Test
  void f6IdsComeInTheOrderAskedNewestFirstInEachWithoutAGlobalSort() throws Exception {
    for (String text : List.of("a1", "b1", "a2", "b2")) {
      server.cache().skip(text.substring(0, 1), PAGE, text);
    }
    house.awaitLength("events_cache:destination#b", 2);

    assertThat(
            StreamSupport.stream(
                Json.parse(server.get("ids=b,a").body()).path("events").spliterator(), false))
        .extracting(event -> event.path("skip").asText())
        .containsExactly("b2", "b1", "a2", "a1");
  }

  @Test
  void f6AnEventHasItsFieldsInOrderAndAlwaysBothIds() throws Exception {
    server.cache().malformed("default", "[1,".getBytes(UTF_8), "unexpected end");
    house.awaitLength("events_cache:token#default", 1);

    JsonNode event = Json.parse(server.get("namespace=token").body()).path("events").path(0);
    assertThat(Json.text(event))
        .isEqualTo(
            "{\"malformed\":\"[1,\",\"error\":\"unexpected end\",\"timestamp\":\"2026-11-22T10:00:00.100000Z\",\"uid\":\"%s\",\"destination_id\":\"\",\"token_id\":\"default\"}"
                .formatted(event.path("uid").asText()));
  }

  @Test
  void f6OneUndecodableElementEmptiesItsIdOnly() throws Exception {
    fill("a", "b");
    house.push("events_cache:destination#a", "nonsense");

    JsonNode answer = Json.parse(server.get("ids=a,b").body());
    assertThat(destinations("ids=a,b")).containsExactly("b");
    assertThat(answer.path("total_events").asInt()).isEqualTo(3);
  }

  @Test
  void f6SwitchedOffItAnswersNothing() throws Exception {
    fill("a");
    server.close();
    server =
        new CacheServer(
            house,
            new CacheSettings(
                false, 100, Duration.ofSeconds(60), Duration.ofMillis(500), 100, null),
            data);

    assertThat(server.get("ids=a").statusCode()).isEqualTo(200);
    assertThat(server.get("ids=a").body())
        .isEqualTo(
            "{\"last_minute_limited\":0,\"cache_capacity_per_interval\":0,\"interval_seconds\":0,"
                + "\"total_events\":0,\"response_events\":0,\"events\":[]}");
  }

  // Beyond the contract

  @Test
  void oneEventALineAndTheCountersAsHeaders() throws Exception {
    fill("a", "a", "b");
    HttpResponse<String> answer =
        server.get("ids=a,b&limit=1", "Accept", "text/plain, Application/x-ndjson; q=0.9");

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(answer.headers().firstValue("X-Total-Events")).contains("3");
    assertThat(answer.headers().firstValue("X-Response-Events")).contains("2");
    assertThat(answer.headers().firstValue("X-Last-Minute-Limited")).contains("0");
    assertThat(answer.headers().firstValue("X-Cache-Capacity-Per-Interval")).contains("100");
    assertThat(answer.headers().firstValue("X-Interval-Seconds")).contains("60");
    assertThat(answer.body()).endsWith("\n");
    assertThat(answer.body().lines().map(line -> Json.parse(line).path("destination_id").asText()))
        .containsExactly("a", "b");
    assertThat(server.get("limit=x", "Accept", "application/x-ndjson").body())
        .isEqualTo("{\"message\":\"limit must be int\",\"error\":\"\"}");
  }

  @Test
  void sinceTextAndLimitGoTogether() throws Exception {
    for (int i = 0; i < 6; i++) {
      server.cache().skip("a", PAGE, (i % 2 == 0 ? "Even " : "odd ") + i);
    }
    house.awaitLength("events_cache:destination#a", 6);

    String answer = server.get("q=EVEN&since=2026-11-22T10:00:00.100001Z&limit=1").body();
    assertThat(Json.parse(answer).path("events"))
        .singleElement()
        .satisfies(event -> assertThat(event.path("skip").asText()).isEqualTo("Even 4"));
    HttpResponse<String> wrong = server.get("since=yesterday");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(Json.parse(wrong.body()).path("message").asText())
        .startsWith("since must be a time like 2026-11-22T10:00:00Z");
  }

  private void fill(String... destinations) {
    for (String destination : destinations) {
      server.cache().skip(destination, PAGE, "left out");
    }
    for (String destination : destinations) {
      long expected = List.of(destinations).stream().filter(destination::equals).count();
      house.awaitLength("events_cache:destination#" + destination, expected);
    }
  }

  private List<String> destinations(String query) throws Exception {
    return StreamSupport.stream(
            Json.parse(server.get(query).body()).path("events").spliterator(), false)
        .map(event -> event.path("destination_id").asText())
        .toList();
  }

  private static ObjectNode sample() throws Exception {
    try (InputStream sample =
        Objects.requireNonNull(CacheHouse.class.getResourceAsStream("sample.json"))) {
      return (ObjectNode) Json.parse(sample.readAllBytes());
    }
  }
}

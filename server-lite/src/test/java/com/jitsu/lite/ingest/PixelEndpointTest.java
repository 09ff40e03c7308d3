package com.jitsu.lite.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /api/px/{type}}, CONTRACT E.3. */
class PixelEndpointTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = new IngestHouse(() -> folder);

  @Test
  void theEventIsInDataAndInThePathsOfTheQuery() {
    Answer answer =
        house.get(
            "/api/px/t?event=Opened&properties.total=12&properties.tag=a&properties.tag=b&data="
                + data("{\"messageId\":\"m1\",\"userId\":\"u1\",\"JITSU_PROFILE_ID\":\"x\"}")
                + "&writekey="
                + house.keys().writeKey().reveal());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
    assertThat(answer.header("Expires")).isEqualTo("0");
    assertThat(answer.body()).startsWith("GIF89a");
    JsonNode event = house.event(0);
    assertThat(event.path("type").asText()).isEqualTo("track");
    assertThat(event.path("userId").asText()).isEqualTo("u1");
    assertThat(event.path("messageId").asText()).isEqualTo("m1");
    assertThat(event.path("properties").toString())
        .isEqualTo("{\"total\":\"12\",\"tag\":[\"a\",\"b\"]}");
    assertThat(event.path("context").path("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(event.has("writekey")).isFalse();
    assertThat(event.has("JITSU_PROFILE_ID")).isFalse();
    assertThat(house.log()).hasSize(1).allMatch(line -> line.startsWith("incoming default "));
  }

  @Test
  void anErrorIsA200ThatIsNoPictureAndNotKeptByBrowsers() {
    String key = "writekey=" + house.keys().writeKey().reveal();

    assertError("/api/px/page", "stream not found: for: no write key");
    assertError("/api/px/page?writekey=nobody", "stream not found: for: n***y");
    assertError("/api/px/buy?userId=u1&" + key, "event error: Unknown event type: buy");
    assertError(
        "/api/px/page?data=%25&" + key,
        "error parsing message: Error decoding event from \"data\" field in tracking pixel: ");
    assertError(
        "/api/px/page?data=" + data("[]") + "&" + key,
        "error parsing message: Error unmarshalling event from \"data\": a JSON object is expected");
    assertThat(house.stored()).isEmpty();
    assertThat(house.log()).hasSize(3);
    assertThat(house.log().get(0))
        .startsWith("rejected default {\"userId\":\"u1\"} | event error: ");
    assertThat(house.log().get(2)).startsWith("malformed default W10 | ");
  }

  @Test
  void aPixelSendsNobodyElsewhereAndOnlyAsksForItStores() {
    String path =
        "/api/px/page?destination_url=https%3A%2F%2Fevil.example&writekey="
            + house.keys().writeKey().reveal();

    assertThat(house.get(path).status()).isEqualTo(200);
    assertThat(house.event(0).has("destination_url")).isFalse();
    assertThat(house.send("HEAD", path, new byte[0]).status()).isEqualTo(200);
    assertThat(house.send("OPTIONS", path, new byte[0]).status()).isEqualTo(200);
    assertThat(house.send("POST", path, new byte[0]).status()).isEqualTo(405);
    assertThat(house.stored()).hasSize(1);
  }

  @Test
  void aJournalThatTakesNothingIsA503() {
    house.journal().close();

    Answer answer = house.get("/api/px/page?writekey=" + house.keys().writeKey().reveal());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aFullDiskIsA507() {
    house.fillDisk(true);

    Answer answer = house.get("/api/px/page?writekey=" + house.keys().writeKey().reveal());

    assertThat(answer.status()).isEqualTo(507);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
    assertThat(answer.json().path("error").asText()).startsWith("disk is full: JITSU-0607");
  }

  private void assertError(String path, String error) {
    Answer answer = house.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
    JsonNode json = answer.json();
    assertThat(json.path("error").asText()).startsWith(error);
    assertThat(json.path("remedy").asText()).isNotEmpty();
  }

  private static String data(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}

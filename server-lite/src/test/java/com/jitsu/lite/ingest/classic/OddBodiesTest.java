package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes to whichever route: it is answered in Jitsu Classic's form, and never a 5xx. */
class OddBodiesTest {

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"template\"",
          "\"events\"",
          "\"batch\"",
          "\"traits\"",
          "\"user\"",
          "\"eventn_ctx\"",
          "\"event_id\"",
          "\"context\"",
          "\"source_ip\"",
          "\"\"",
          "null",
          "true",
          "-1e9999",
          "\"\\ud800\"",
          "\u0000",
          "\uFEFF",
          "ö",
          "[".repeat(1_100),
          "\n",
          " ");

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/event?token=" + PUBLIC,
        "/api/v1/s2s/event?token=" + SECRET,
        "/api/v1/segment?token=" + SECRET,
        "/api/v1/segment/compat?token=" + SECRET,
        "/api/v1/events/dry-run?destination_id=echo&token=" + SECRET,
        "/api/v1/events/bulk?token=" + SECRET
      })
  void noRandomBodyIsAServerError(String path) {
    Random random = new Random(20_261_129);
    for (int i = 0; i < 120; i++) {
      StringBuilder body = new StringBuilder();
      for (int k = random.nextInt(12); k >= 0; k--) {
        body.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertAnswered(
          house.post(
              path,
              form(path, body.toString()).getBytes(UTF_8),
              "Content-Type",
              "multipart/form-data; boundary=xx"),
          body.toString());
    }
    // Whoever reads the journal can read all of it.
    house.stored().forEach(line -> Json.parse(line.substring(line.indexOf(' '))));
  }

  @Test
  void whatIsDeepOrOddWhereTheServerWritesIsAnswered() {
    String deep = "{\"a\":".repeat(999) + "1" + "}".repeat(999);
    List<String> bodies =
        List.of(
            deep,
            "{\"template\":" + deep.substring(5, deep.length() - 1) + ",\"events\":[{}]}",
            "{\"eventn_ctx\":1,\"event_id\":[],\"user\":\"x\",\"source_ip\":{},\"api_key\":[1]}",
            "{\"eventn_ctx\":{\"user\":[],\"event_id\":true},\"user\":{},\"source_ip\":\"::x\"}",
            "{\"source_ip\":\"not.an.address\"}",
            "{\"context\":[],\"traits\":[],\"properties\":null,\"screen\":{\"width\":{}}}",
            "{\"context\":{\"page\":1,\"device\":[],\"timezone\":{}},\"messageId\":{}}");
    for (String path : List.of("/api/v1/event", "/api/v1/segment", "/api/v1/segment/compat")) {
      for (String body : bodies) {
        String token = path.equals("/api/v1/event") ? PUBLIC : SECRET;
        assertAnswered(
            house.post(path + "?ip_policy=strict&cookie_policy=strict&token=" + token, body), body);
      }
    }
    house.stored().forEach(line -> Json.parse(line.substring(line.indexOf(' '))));
  }

  private static void assertAnswered(Answer answer, String body) {
    assertThat(answer.status()).as(body).isIn(200, 400);
    if (answer.status() == 400) {
      assertThat(answer.message()).as(body).isNotEmpty();
    }
  }

  private static String form(String path, String body) {
    return path.contains("bulk")
        ? "--xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + body + "\r\n--xx--\r\n"
        : body;
  }
}

package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.IDLE_PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.NOW;
import static com.jitsu.lite.ingest.classic.ClassicHouse.PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import com.jitsu.sdk.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /api/v1/p.gif}: an event in the address of a picture. */
class ClassicPixelTest {

  private static final String PIXEL = "/api/v1/p.gif?token=" + PUBLIC;

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void theEventIsInTheQueryAndTheRestInTheRequest() {
    Answer answer =
        house.get(
            PIXEL + "&event_type=open_email&object.field_1=v1&list=a&list=b&token.x=lost",
            "Referer",
            "https://shop.example/docs?search=true",
            "Cookie",
            "other=1; __eventn_id=dan3o12ndnsd");

    assertPicture(answer);
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(house.event(0))
        .isEqualTo(
            Json.parse(
                """
                {"token": "shop-public", "event_type": "open_email", "object": {"field_1": "v1"},
                 "list": ["a", "b"], "source_ip": "127.0.0.1",
                 "url": "https://shop.example/docs?search=true", "doc_host": "shop.example",
                 "doc_path": "/docs", "doc_search": "search=true", "user_agent": "Test/1",
                 "utc_time": "%1$s", "src": "jitsu_gif", "api_key": "shop-public",
                 "user": {"anonymous_id": "dan3o12ndnsd",
                          "hashed_anonymous_id": "cf657236ca9ddfbe8f2ca8fce63d520b"},
                 "eventn_ctx_event_id": "%2$s", "_timestamp": "%1$s"}
                """
                    .formatted(NOW, house.event(0).path("eventn_ctx_event_id").asText())));
  }

  @Test
  void theEventMayBeInData() {
    assertPicture(
        house.get(
            "/api/v1/p.gif?data="
                + data(
                    "{\"api_key\":\"shop-public\",\"event_id\":\"e1\",\"url\":\"u\",\"JITSU_TABLE_NAME\":\"x\","
                        + "\"user\":{\"anonymous_id\":\"own\"}}")));

    assertThat(house.event(0).path("url").asText()).isEqualTo("u");
    assertThat(house.event(0).path("user").path("anonymous_id").asText()).isEqualTo("own");
    assertThat(house.event(0).path("eventn_ctx_event_id").asText()).isEqualTo("e1");
    assertThat(house.event(0).has("JITSU_TABLE_NAME")).isFalse();
  }

  @Test
  void theOlderFormPutsTheRestInItsContext() {
    house.get(PIXEL + "&compat=true", "Referer", "https://shop.example/docs");

    assertThat(house.event(0).path("eventn_ctx").path("url").asText())
        .isEqualTo("https://shop.example/docs");
    assertThat(house.event(0).path("eventn_ctx").path("event_id").asText()).hasSize(36);
    assertThat(house.event(0).has("url")).isFalse();
  }

  @Test
  void aNewVisitorGetsACookieUnlessThatMayNotBe() {
    String cookie = house.get(PIXEL).header("Set-Cookie");
    Answer strict = house.get(PIXEL + "&cookie_policy=strict");

    assertThat(cookie)
        .matches("__eventn_id=[0-9a-f]{10}; Path=/; Max-Age=31622400; SameSite=None; Secure");
    assertThat(cookie)
        .startsWith(
            "__eventn_id=" + house.event(0).path("user").path("anonymous_id").asText() + ";");
    assertThat(strict.header("Set-Cookie")).isEmpty();
    assertThat(house.event(1).path("user").path("anonymous_id").asText())
        .isEqualTo("cf657236ca9ddfbe8f2ca8fce63d520b");
  }

  @Test
  void whoIsNotKnownGetsThePictureAndNothingIsKept() {
    assertPicture(house.get("/api/v1/p.gif"));
    assertPicture(house.get("/api/v1/p.gif?token=nobody"));
    assertPicture(house.get("/api/v1/p.gif?token=" + SECRET));
    assertPicture(house.get("/api/v1/p.gif?token=" + IDLE_PUBLIC));
    assertHeadOfPicture(house.send("HEAD", PIXEL, new byte[0]));

    assertThat(house.stored()).isEmpty();
    assertThat(house.log()).hasSize(1);
    assertThat(house.log().get(0)).startsWith("skipped idle ");
  }

  @Test
  void dataThatCannotBeReadIsNamed() {
    Answer noBase64 = house.get(PIXEL + "&data=%25");
    Answer noJson = house.get(PIXEL + "&data=" + data("{\"a\":"));

    assertThat(noBase64.status()).isEqualTo(400);
    assertThat(noBase64.message())
        .startsWith("Error decoding event from \"data\" field in tracking pixel: ");
    assertThat(noJson.message()).startsWith("Error unmarshalling event from \"data\": ");
    assertThat(house.log()).hasSize(2).allMatch(line -> line.startsWith("malformed shop "));
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void noPathIsTooDeep() {
    assertPicture(house.get(PIXEL + "&" + "a.".repeat(3_000) + "b=1&.=2&=3&c=4"));

    assertThat(house.event(0).path("c").asText()).isEqualTo("4");
    assertThat(house.event(0).has("a")).isFalse();
  }

  private static void assertPicture(Answer answer) {
    assertHeadOfPicture(answer);
    assertThat(answer.body()).startsWith("GIF89a");
  }

  private static void assertHeadOfPicture(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
  }

  private static String data(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}

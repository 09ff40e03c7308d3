package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.PUBLIC;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT E.1: who may use which route, and where its token is looked for. */
class TokensTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void theTokenIsLookedForInItsOrder() {
    String[] worse = {
      "X-Auth-Token", "wrong-2", "api_key", "wrong-3", "Authorization", basic("w5:")
    };

    assertThat(ok("?token=" + PUBLIC + "&p_x=wrong-4", worse)).isTrue();
    worse[1] = PUBLIC;
    assertThat(ok("?p_x=wrong-4&token=", worse)).isTrue();
    worse[1] = "";
    worse[3] = PUBLIC;
    assertThat(ok("?p_x=wrong-4", worse)).isTrue();
    assertThat(ok("?q=wrong&p_abc=" + PUBLIC, "Authorization", basic("w5:"))).isTrue();
    assertThat(ok("", "Authorization", basic(PUBLIC + ":"))).isTrue();
    assertThat(ok("", "Authorization", basic(PUBLIC + ":anything"))).isTrue();
    assertThat(ok("?token=wrong-1", "X-Auth-Token", PUBLIC)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/event",
        "/api/v1/events",
        "/api.a1b2c",
        "/api/v1/s2s/event",
        "/api/v1/s2s/event/",
        "/api/v1/s2s/events",
        "/api/v1/events/bulk",
        "/api/v1/segment",
        "/api/v1/segment/v1/batch",
        "/api/v1/segment/compat",
        "/api/v1/segment/compat/v1/batch",
        "/api/v1/events/dry-run?destination_id=echo"
      })
  void anUnknownTokenIs401EverywhereAndNamed(String path) {
    Answer answer = house.post(path, "{}", "X-Auth-Token", "nobody");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"The token is not found: nobody\",\"error\":\"\"}");
    assertThat(house.post(path, "{}").message()).isEqualTo("The token is not found: ");
    assertThat(house.stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/s2s/event       | The token isn't a server secret token. Please use an s2s integration token
          /api/v1/s2s/events      | The token isn't a server secret token. Please use an s2s integration token
          /api/v1/events/bulk     | The token isn't a server token. Please use an s2s integration token
          /api/v1/events/dry-run  | The token isn't a server secret token. Please use an s2s integration token
          /api/v1/segment         | The token is not found: shop-public
          /api/v1/segment/compat  | The token is not found: shop-public
          """)
  void aPublicKeyDoesNotOpenAServersRoute(String path, String message) {
    Answer answer = house.post(path, "{}", "X-Auth-Token", PUBLIC);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void aSecretKeyDoesNotOpenAPagesRouteAndIsNotSaidBack() {
    Answer answer = house.post("/api/v1/event?token=" + SECRET, "{}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message()).isEqualTo("The token is not found: sho***");
  }

  @Test
  void aLongTokenIsSaidBackShortAndPrintable() {
    assertThat(house.post("/api/v1/event?token=a%0Ab%00" + "x".repeat(100), "{}").message())
        .isEqualTo("The token is not found: a?b?" + "x".repeat(28) + "…");
  }

  @Test
  void pingIsAnsweredToEverybody() {
    Answer answer = house.get("/ping");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("pong");
  }

  private boolean ok(String query, String... headers) {
    return house.post("/api/v1/event" + query, "{}", headers).status() == 200;
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }
}

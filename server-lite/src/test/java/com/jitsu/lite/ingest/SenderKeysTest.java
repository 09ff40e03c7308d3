package com.jitsu.lite.ingest;

import static com.jitsu.lite.ingest.IngestHouse.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key is looked for, how it may be written, and what is said of a wrong one. */
class SenderKeysTest {

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = new IngestHouse(() -> folder);

  @Test
  void theKeyIsFoundInItsOrder() {
    String key = house.keys().serverKey().reveal();
    String basic = base64(key + ":");
    byte[] page = bytes("{}");
    String path = "/api/s/s2s/page";

    assertThat(house.json(path, page, "Authorization", "Basic " + basic).status()).isEqualTo(200);
    assertThat(house.json(path, page, "Authorization", "basic " + base64(key + ":any")).status())
        .isEqualTo(200);
    assertThat(house.json(path, page, "Authorization", base64(key)).status()).isEqualTo(200);
    assertThat(house.json(path, page, "X-Write-Key", key).status()).isEqualTo(200);
    assertThat(house.json(path + "?writekey=" + key, page).status()).isEqualTo(200);
    assertThat(house.json(path + "?writekey=wrong", page, "X-Write-Key", key).status())
        .isEqualTo(200);
    assertThat(
            house
                .json(path, page, "X-Write-Key", key, "Authorization", "Basic " + base64("wrong:"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aKeyMayBeWrittenAsJitsusClientsWantIt() {
    String key = "default:" + house.keys().writeKey().reveal();
    byte[] batch = bytes("{\"batch\":[],\"writeKey\":\"" + key + "\"}");

    assertThat(house.json("/api/s/page", bytes("{}"), "X-Write-Key", key).body())
        .isEqualTo("{\"ok\":true}");
    assertThat(house.json("/api/s/page?writekey=" + key, bytes("{}")).body())
        .isEqualTo("{\"ok\":true}");
    assertThat(
            house.json("/v1/batch", batch, "Authorization", "Basic " + base64(key + ":")).status())
        .isEqualTo(200);
    assertThat(house.json("/v1/batch", batch, "Authorization", "Basic " + base64(key)).status())
        .isEqualTo(200);
    assertThat(house.json("/v1/batch", batch).status()).isEqualTo(200);
    assertThat(house.json("/v1/batch", batch, "X-Write-Key", "other:" + key).status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "secret-of-mine", "ö"})
  void aWrongKeyIsNamedMasked(String key) {
    String query = URLEncoder.encode(key, StandardCharsets.UTF_8);
    Answer strict = house.json("/api/s/s2s/page?writekey=" + query, bytes("{}"));
    Answer lenient = house.json("/api/s/page?writekey=" + query, bytes("{}"));
    Answer batch = house.json("/v1/batch?writekey=" + query, bytes("{\"batch\":[]}"));

    assertThat(strict.status()).isEqualTo(401);
    assertThat(lenient.status()).isEqualTo(200);
    assertThat(batch.status()).isEqualTo(401);
    assertThat(strict.error()).startsWith("stream not found: for: ").doesNotContain("secret");
    assertThat(lenient.body()).isEqualTo(strict.body()).isEqualTo(batch.body());
    assertThat(strict.json().path("remedy").asText()).contains("keys.json");
  }

  @Test
  void theBrowsersKeyDoesNotOpenTheServersRoute() {
    Answer answer =
        house.json("/api/s/s2s/page", bytes("{}"), "X-Write-Key", house.keys().writeKey().reveal());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("remedy").asText()).contains("secret key");
    assertThat(
            house
                .json("/api/s/page", bytes("{}"), "X-Write-Key", house.keys().adminToken().reveal())
                .error())
        .startsWith("stream not found");
  }

  @Test
  void aBrokenAuthorizationIsNamed() {
    Answer strict = house.json("/api/s/s2s/page", bytes("{}"), "Authorization", "Basic %%%");

    assertThat(strict.status()).isEqualTo(400);
    assertThat(strict.error())
        .contains("failed to decode writeKey from Authorization header as base64");
    assertThat(house.json("/api/s/page", bytes("{}"), "Authorization", "Bearer ???").status())
        .isEqualTo(200);
  }

  @Test
  void aPageOfAnyOriginMaySendAndReadTheAnswer() {
    Answer preflight =
        house.send("OPTIONS", "/api/s/s2s/batch", new byte[0], "Origin", "https://shop.example");
    Answer refused =
        house.json("/api/s/page", new byte[11_000_000], "Origin", "https://shop.example");

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(413);
    for (Answer answer : List.of(preflight, refused)) {
      assertThat(answer.headers())
          .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
          .containsEntry("access-control-allow-credentials", List.of("true"));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }
}

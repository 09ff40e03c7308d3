package com.jitsu.maven.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

  private static final ServerAddress LOCAL = ServerAddress.of("http://127.0.0.1:8001");
  private static final ServerAddress REMOTE = ServerAddress.of("https://jitsu.example.com");

  @TempDir Path data;

  @Test
  void whatIsTypedIsTaken() {
    assertThat(keys("typed", null, null).find(REMOTE))
        .contains(new ApiKey("typed", "the property jitsu.apiKey"));
    assertThat(keys(null, "exported", null).find(REMOTE).orElseThrow().origin())
        .contains("JITSU_API_KEY");
    assertThat(keys(null, null, "kept").find(REMOTE).orElseThrow().origin())
        .contains("settings.xml");
  }

  @Test
  void sourcesThatDisagreeAreRefusedByNameWithoutTheirKeys() {
    assertThatThrownBy(() -> keys("typed", null, "kept").find(REMOTE))
        .hasMessageContaining("JITSU-0804")
        .hasMessageContaining("jitsu.apiKey")
        .hasMessageContaining("settings.xml")
        .hasMessageNotContainingAny("typed", "kept");
    assertThat(keys("same", "same", null).find(REMOTE).orElseThrow().secret()).isEqualTo("same");
  }

  @Test
  void aServerOnThisMachineNeedsNoTyping() throws IOException {
    writeKeys();
    assertThat(keys(null, null, null).find(LOCAL).orElseThrow().secret()).isEqualTo("local-key");
    assertThat(keys("typed", null, null).find(LOCAL).orElseThrow().secret()).isEqualTo("typed");
  }

  @Test
  void aLocalKeyNeverLeavesTheMachine() throws IOException {
    writeKeys();
    assertThat(keys(null, null, null).find(REMOTE)).isEmpty();
  }

  @Test
  void withoutAnyKeyEveryWayToGiveOneIsNamed() {
    ApiKeys none = keys(null, " ", null);
    assertThat(none.find(LOCAL)).isEmpty();
    assertThat(none.missing(LOCAL))
        .hasMessageContaining("JITSU-0802")
        .hasMessageContaining("JITSU_API_KEY")
        .hasMessageContaining("-Djitsu.apiKey")
        .hasMessageContaining("id \"jitsu\"")
        .hasMessageContaining("-Djitsu.data");
  }

  @Test
  void aKeyDoesNotShowInText() {
    assertThat(new ApiKey("secret", "somewhere").toString()).isEqualTo("[hidden] from somewhere");
  }

  @Test
  void loopbackIsKnownHoweverItIsSpelt() {
    assertThat(LOCAL.isLoopback()).isTrue();
    assertThat(ServerAddress.of("http://localhost:8001").isLoopback()).isTrue();
    assertThat(ServerAddress.of("http://[::1]:8001").isLoopback()).isTrue();
    assertThat(ServerAddress.of("http://127.0.0.1.example.com").isLoopback()).isFalse();
    assertThat(LOCAL.sameServer(java.net.URI.create("http://localhost:8001"))).isTrue();
    assertThat(LOCAL.sameServer(java.net.URI.create("http://localhost:8002"))).isFalse();
  }

  private ApiKeys keys(
      @Nullable String property, @Nullable String environment, @Nullable String settings) {
    return new ApiKeys(property, environment, settings, "jitsu", List.of(data));
  }

  private void writeKeys() throws IOException {
    Files.writeString(data.resolve("keys.json"), "{\"deployKey\": \"local-key\"}");
  }
}

package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.KeyedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seed's transformation function, as examples/ has it, up to the profile that it chooses. */
class CustomProfileIdExampleTest {

  private static final Path EXAMPLE = Path.of("../examples/src/functions/custom-profile-id.js");
  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"page\",\"properties\":{\"internalId\":\"i7\"}}|i7",
        "{\"type\":\"page\",\"userId\":\"u1\",\"properties\":{\"internalId\":\" i7 \"}}|i7",
        "{\"type\":\"page\",\"userId\":\"u1\",\"properties\":{\"internalId\":42}}|42",
        "{\"type\":\"page\",\"userId\":\"u1\",\"properties\":{\"internalId\":\"\"}}|u1",
        "{\"type\":\"page\",\"userId\":\"u1\",\"properties\":null}|u1",
        "{\"type\":\"page\",\"userId\":\"u1\"}|u1",
        "{\"type\":\"page\",\"anonymousId\":\"a1\"}|``",
      })
  void anInternalIdChoosesTheProfile(String event, String profileId) throws IOException {
    String code = Files.readString(EXAMPLE);
    try (TransformationChain chain =
        new TransformationChain(List.of(ENGINE.loadTransformation(Functions.bundle(code))))) {
      TransformationChain.Result result = chain.run(Functions.event(event));

      assertThat(result.failures()).isEmpty();
      assertThat(result.events()).hasSize(1);
      KeyedEvent keyed =
          KeyedEvent.of(Json.bytes(result.events().get(0)), Instant.parse("2026-03-01T00:00:00Z"));
      assertThat(keyed.profileId()).isEqualTo(profileId);
      assertThat(Json.parse(keyed.json()).has("JITSU_PROFILE_ID")).isFalse();
    }
  }
}

package com.jitsu.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedEventTest {

  private static final Instant ACCEPTED = Instant.parse("2026-05-05T05:05:05.005Z");

  @Test
  void anEventInOrderIsKeptByteForByte() {
    byte[] event = bytes("{\"userId\": \"u1\",  \"timestamp\":\"2026-01-02T10:00:00.000Z\"}");

    KeyedEvent keyed = KeyedEvent.of(event, ACCEPTED);

    assertThat(keyed.profileId()).isEqualTo("u1");
    assertThat(keyed.json()).isSameAs(event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"userId\":\"u1\",\"JITSU_PROFILE_ID\":\"p1\"}|p1",
        "{\"userId\":\"u1\",\"JITSU_PROFILE_ID\":\"\"}|u1",
        "{\"userId\":17}|17",
        "{\"anonymousId\":\"a\"}|''",
        "{\"userId\":null}|''",
        "{\"properties\":{\"userId\":\"no\"}}|''",
      })
  void theGivenProfileIdGoesBeforeTheUserId(String event, String profileId) {
    KeyedEvent keyed = KeyedEvent.of(bytes(event), ACCEPTED);

    assertThat(keyed.profileId()).isEqualTo(profileId);
    assertThat(Json.parse(keyed.json()).has("JITSU_PROFILE_ID")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2026-01-02T10:00:00Z\"|2026-01-02T10:00:00.000Z",
        "\"2026-01-02T10:00:00.123456+02:00\"|2026-01-02T08:00:00.123Z",
        "\"2026-01-02T10:00:00-0530\"|2026-01-02T15:30:00.000Z",
        "\"2026-01-02 10:00:00\"|2026-01-02T10:00:00.000Z",
        "\"2026-01-02\"|2026-01-02T00:00:00.000Z",
        "1767348000000|2026-01-02T10:00:00.000Z",
        "\"yesterday\"|2026-05-05T05:05:05.005Z",
        "\"2026-13-45T99:00:00.000Z\"|2026-05-05T05:05:05.005Z",
        "null|2026-05-05T05:05:05.005Z",
      })
  void timestampsBecomeIsoInUtc(String sent, String kept) {
    KeyedEvent keyed =
        KeyedEvent.of(bytes("{\"userId\":\"u\",\"timestamp\":" + sent + "}"), ACCEPTED);

    assertThat(Json.parse(keyed.json()).path("timestamp").asText()).isEqualTo(kept);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}

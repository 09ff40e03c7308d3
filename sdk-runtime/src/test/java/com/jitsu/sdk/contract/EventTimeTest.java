package com.jitsu.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @Test
  void whatIsWrittenAndReadIsWhatTheJdkWritesAndReads() {
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    long first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(first, last + 1));
      String text = EventTime.text(time);

      assertThat(text).isEqualTo(jdk.format(time));
      assertThat(EventTime.isNormal(text)).isTrue();
      assertThat(EventTime.read(TextNode.valueOf(text))).contains(time);
      assertThat(EventTime.read(TextNode.valueOf(text.substring(0, 19) + "Z")))
          .contains(OffsetDateTime.parse(text).withNano(0).toInstant());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00.5Z, 2026-03-01T10:00:00.500Z",
    "2026-03-01T10:00:00.123456Z, 2026-03-01T10:00:00.123Z",
    "2026-03-01T12:00:00+02:00, 2026-03-01T10:00:00.000Z",
    "2026-03-01T12:00:00+0200, 2026-03-01T10:00:00.000Z",
    "2026-03-01 10:00:00, 2026-03-01T10:00:00.000Z",
    "2026-03-01, 2026-03-01T00:00:00.000Z",
    "2024-02-29T00:00:00.000Z, 2024-02-29T00:00:00.000Z",
  })
  void readsWhatClientsSend(String given, String text) {
    assertThat(EventTime.read(TextNode.valueOf(given)).map(EventTime::text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-03-01T10:61:00.000Z",
        "2026-03-01T10:00:00.000",
        "2026-03-01T10:00:00.000z",
        "2026-03-01T24:00:00.000Z",
        "+026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:00Z",
        "",
      })
  void onlyOneFormIsNormal(String text) {
    assertThat(EventTime.isNormal(text)).isFalse();
  }

  @Test
  void otherTextAndYearsAreTold() {
    assertThat(EventTime.read(TextNode.valueOf("yesterday"))).isEmpty();
    assertThat(EventTime.read(TextNode.valueOf("2026-02-30T00:00:00Z"))).isEmpty();
    assertThat(EventTime.read(LongNode.valueOf(1_767_312_000_000L)).map(EventTime::text))
        .contains("2026-01-02T00:00:00.000Z");
    assertThat(EventTime.text(Instant.parse("+12345-01-01T00:00:00Z")))
        .isEqualTo("+12345-01-01T00:00:00.000Z");
  }
}

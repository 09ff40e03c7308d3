package com.jitsu.sdk.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeToLiveTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "60|60",
        "0|0",
        "1.2|2",
        "\"7d\"|604800",
        "\"12h\"|43200",
        "\"1m\"|60",
        "\"1 d\"|86400",
        "\"2 Weeks\"|1209600",
        "\"90s\"|90",
        "\"1500 ms\"|2",
        "\"1.5h\"|5400",
        "{\"ttl\":\"7d\"}|604800",
        "{\"ttl\":{\"ttl\":5}}|5",
        "9e99|2147483647",
        "\"99999y\"|2147483647",
      })
  void secondsAndDurationsAreRead(String option, long seconds) {
    assertThat(TimeToLive.read(Json.parse(option))).isEqualTo(new TimeToLive(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"inf\"", "\"INF\"", "-1", "\"-1\"", "{\"ttl\":\"inf\"}"})
  void infAndMinusOneNeverExpire(String option) {
    assertThat(TimeToLive.read(Json.parse(option)).isForever()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"null", "\"soon\"", "\"7 moons\"", "true", "[]", "{}", "-5", "\"\""})
  void whatCannotBeReadIsThirtyOneDays(String option) {
    assertThat(TimeToLive.read(Json.parse(option))).isEqualTo(new TimeToLive(2_678_400));
  }

  @Test
  void aNegativeTimeIsRefused() {
    assertThatThrownBy(() -> new TimeToLive(-2)).isInstanceOf(IllegalArgumentException.class);
  }
}

package com.jitsu.lite.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheQueryTest {

  private static final CacheSettings SETTINGS = CacheSettings.defaults();

  @Test
  void withoutParametersItAsksForAllDestinations() {
    assertThat(parse(Map.of()))
        .isEqualTo(
            new CacheQuery(
                new CacheFilter(Namespace.DESTINATION, null, false, null, null, null), 100));
  }

  @Test
  void idsAreTakenAsTheyAre() {
    assertThat(
            parse(
                Map.of(
                    "ids",
                    "a, b,,a",
                    "namespace",
                    "token",
                    "status",
                    "error",
                    "limit",
                    "7",
                    "q",
                    "Größe",
                    "uid",
                    "u1",
                    "since",
                    "2026-11-22T10:00:00.000001Z")))
        .isEqualTo(
            new CacheQuery(
                new CacheFilter(
                    Namespace.TOKEN,
                    List.of("a", " b", "", "a"),
                    true,
                    1_795_341_600_000_001L,
                    "größe",
                    "u1"),
                7));
  }

  @Test
  void whatIsPresentAndEmptyIsAsIfItWereAbsent() {
    Map<String, String> empty =
        Map.of("namespace", "", "status", "", "limit", "", "q", "", "uid", "", "since", "");

    assertThat(parse(empty)).isEqualTo(parse(Map.of()));
  }

  @Test
  void emptyIdsAreAnsweredWhateverTheRestSays() {
    Map<String, String> wrong =
        Map.of("ids", "", "namespace", "foo", "status", "bar", "limit", "x", "since", "y");

    assertThat(parse(wrong).filter().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z, 1795341600000000",
    "2026-11-22T11:00:00+01:00, 1795341600000000",
    "2026-11-22T10:00:00.0000019Z, 1795341600000001",
    "2026-11-22T10:00Z, 1795341600000000",
  })
  void sinceIsAnyTimeWithAZone(String since, long place) {
    assertThat(parse(Map.of("since", since)).filter().since()).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace | Token | namespace query parameter can be only 'token' or 'destination'."
            + " Current value: Token",
        "status | ok | status query parameter can be only \"error\" or not specified."
            + " Current value: ok",
        "limit | 1.5 | limit must be int",
        "limit | 0 | limit must be from 1 to 100. Current value: 0",
        "limit | -1 | limit must be from 1 to 100. Current value: -1",
        "limit | 101 | limit must be from 1 to 100. Current value: 101",
        "since | 2026-11-22T10:00:00 01:00 | since must be a time like 2026-11-22T10:00:00Z, or the"
            + " timestamp of a record; in an address + is written %2B. Current value:"
            + " 2026-11-22T10:00:00 01:00",
        "since | yesterday | since must be a time like 2026-11-22T10:00:00Z, or the timestamp of a"
            + " record; in an address + is written %2B. Current value: yesterday",
      },
      quoteCharacter = '`')
  void whatIsWrongIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> parse(Map.of("ids", "a", name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static CacheQuery parse(Map<String, String> parameters) {
    return CacheQuery.parse(parameters::get, SETTINGS);
  }
}

package com.jitsu.lite.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheQueryTest {

  private static final CacheSettings SETTINGS = CacheSettings.defaults();

  @Test
  void withoutParametersItAsksForAllDestinations() {
    assertThat(CacheQuery.parse(null, null, null, null, SETTINGS))
        .isEqualTo(new CacheQuery(Namespace.DESTINATION, null, false, 100));
  }

  @Test
  void idsAreTakenAsTheyAre() {
    assertThat(CacheQuery.parse("a, b,,a", "token", "error", "7", SETTINGS))
        .isEqualTo(new CacheQuery(Namespace.TOKEN, List.of("a", " b", "", "a"), true, 7));
  }

  @Test
  void emptyIdsAreAnsweredWhateverTheRestSays() {
    assertThat(CacheQuery.parse("", "foo", "bar", "x", SETTINGS).ids()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Token|  | 1   | namespace query parameter can be only 'token' or 'destination'."
            + " Current value: Token",
        "token|ok| 1   | status query parameter can be only \"error\" or not specified."
            + " Current value: ok",
        "token|  | 1.5 | limit must be int",
        "token|  | 0   | limit must be from 1 to 100. Current value: 0",
        "token|  | 101 | limit must be from 1 to 100. Current value: 101",
      },
      quoteCharacter = '`')
  void whatIsWrongIsNamed(String namespace, String status, String limit, String message) {
    assertThatThrownBy(() -> CacheQuery.parse("a", namespace, status, limit, SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}

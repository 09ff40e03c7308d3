package com.jitsu.sdk.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedParametersTest {

  private static final JsonNode GIVEN =
      Json.parse("{\"id\":\"u1\",\"n\":3,\"none\":null,\"o\":{}}");

  @Test
  void namesBecomeQuestionMarksAndValuesInOrder() {
    NamedParameters made =
        NamedParameters.of("select * from t where a = :id and b > @n or a = :id", GIVEN);

    assertThat(made.sql()).isEqualTo("select * from t where a = ? and b > ? or a = ?");
    assertThat(made.values()).extracting(JsonNode::asText).containsExactly("u1", "3", "u1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select ':id', \":n\" from t",
        "select a::text, b -- :id",
        "select 1 /* :id @n */ + 2",
        "select 'it''s :id'",
        "select '10:30', a[1:2]",
        "select 'open",
      })
  void quotesCommentsAndCastsAreLeftAlone(String sql) {
    assertThat(NamedParameters.of(sql, GIVEN))
        .isEqualTo(new NamedParameters(sql, java.util.List.of()));
  }

  @Test
  void nullIsAValueAndAMissingNameIsTold() {
    assertThat(NamedParameters.of("select :none", GIVEN).values().get(0).isNull()).isTrue();
    assertThatThrownBy(() -> NamedParameters.of("select :city", GIVEN))
        .isInstanceOf(HostException.class)
        .hasMessage("Parameter city is not provided");
    assertThatThrownBy(() -> NamedParameters.of("select :o", GIVEN))
        .hasMessageStartingWith("Parameter o must be a text");
  }
}

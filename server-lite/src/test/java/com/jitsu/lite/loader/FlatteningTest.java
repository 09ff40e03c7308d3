package com.jitsu.lite.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.warehouse.FieldValue;
import com.jitsu.sdk.contract.Json;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatteningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"eventn_ctx":{"user":{"id":1}},"tags":[1,2]} | eventn_ctx_user_id=1, tags=[1,2]
          {"$key1":1,"(key1)":2,"Größe":3,"a b":4}      | _key1=1, _key1_=2, gr__e=3, a_b=4
          {"":{"":1},"a":{"":2}}                        | _unnamed__unnamed=1, a__unnamed=2
          {"a":null,"b":{},"c":{"d":null},"e":[]}       | e=[]
          {"AbC":true,"n":1.50,"s":""}                  | abc=true, n=1.50, s=
          {"🎉":1}                                       | _=1
          {"JITSU_TABLE_NAME":"x","__sql_type_a":"t","a":1} | a=1
          {"a":[{"b":1.0},null]}                        | a=[{"b":1.0},null]
          {}                                            | ``
          """)
  void namesAndValuesAreThoseOfTheContract(String event, String flat) {
    assertThat(flat(event)).isEqualTo(flat);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":{"b":1},"a_b":2} | a_b=2 | "a.b" and "a_b" are both column a_b; "a_b" is kept
          {"a_b":2,"a":{"b":1}} | a_b=2 | "a_b" and "a.b" are both column a_b; "a_b" is kept
          {"a b":1,"A-B":2} | a_b=1 | "a b" and "A-B" are both column a_b; "a b" is kept
          """)
  void ofTwoPathsTheShallowerWinsThenTheFirst(String event, String flat, String warning) {
    assertThat(flat(event)).isEqualTo(flat);
    assertThat(Flattening.flatten(1, Json.parse(event)).collisions()).containsExactly(warning);
  }

  @Test
  void longNamesAreCutAndStayApart() {
    String key = "k".repeat(300);

    assertThat(flat("{\"" + key + "1\":1,\"" + key + "2\":2}").split("=|, "))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .allMatch(part -> part.length() <= 200);
  }

  private static String flat(String event) {
    return Flattening.flatten(1, Json.parse(event)).event().fields().entrySet().stream()
        .map(field -> field.getKey() + "=" + value(field.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Object value(FieldValue value) {
    return value.value();
  }
}

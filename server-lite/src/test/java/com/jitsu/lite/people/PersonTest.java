package com.jitsu.lite.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonTest {

  private final Person person = new Person("u1", Set.of("u1", "u1-2", "a.u1@b.c")::contains);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"userId":"u1"}                                   | true
          {"userId":"u2","JITSU_PROFILE_ID":"u1"}           | true
          {"userId":"u1","JITSU_PROFILE_ID":"household"}    | true
          {"userId":"\\u00751"}                             | true
          {"userId":"u12"}                                  | false
          {"userId":"u2","properties":{"userId":"u1"}}      | false
          {"anonymousId":"u1"}                              | false
          {"userId":null,"traits":"u1"}                     | false
          {"userId":{"id":"u1"}}                            | false
          """)
  void anEventIsOfWhoItsUserOrItsProfileIs(String event, boolean sent) {
    assertThat(person.sent(event.getBytes(UTF_8))).isEqualTo(sent);
  }

  @Test
  void aNumberIsAnIdAsItWasWritten() {
    Person number = new Person("17", id -> false);

    assertThat(number.sent("{\"userId\":17}".getBytes(UTF_8))).isTrue();
    assertThat(number.sent("{\"userId\":170}".getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "u1, true",
    "seen:u1, true",
    "u1_first, true",
    "orders/u1/last, true",
    "u12, false",
    "xu1, false",
    "seen:u1-2, false",
    "seen:u1-2:u1, true",
    "u1-3, true",
    "mail:a.u1@b.c, false",
    "U1, false",
    "'', false",
  })
  void aKeyNamesAnIdAsAWordOfItsOwn(String key, boolean named) {
    assertThat(person.isNamedIn(key)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "u1"                     | true
          {"a":[1,{"b":"u1"}]}     | true
          {"u1":5}                 | true
          "about u1"               | false
          1                        | false
          {"a":["u12"]}            | false
          """)
  void aValueNamesAnIdAsAWholeText(String json, boolean named) {
    assertThat(person.isNamedIn(Json.parse(json))).isEqualTo(named);
  }

  @Test
  void onlyTheIdIsReplaced() {
    assertThat(person.forgottenIn("{\"example\":\"u1\",\"error\":\"no u1, but u1-2 and u12\"}"))
        .isEqualTo("{\"example\":\"[forgotten]\",\"error\":\"no [forgotten], but u1-2 and u12\"}");
    assertThat(person.forgottenIn("none")).isEqualTo("none");
  }
}

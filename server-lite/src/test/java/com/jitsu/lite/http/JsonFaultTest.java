package com.jitsu.lite.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":   | Unexpected end-of-input within/between Object entries
          {       | Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)
          [}      | Unexpected close marker '}': expected ']' (for Array starting at line 1, column 1)
          {} {}   | Trailing token (of type START_OBJECT) found after value
          1e2147483648 | a number has too large an exponent
          """)
  void tellsWhatIsWrongAndNothingOfTheParser(String json, String what) {
    JsonFault ofText = catchThrowableOfType(JsonFault.class, () -> JsonFault.read(json));
    JsonFault ofBytes =
        catchThrowableOfType(JsonFault.class, () -> JsonFault.read(json.getBytes(UTF_8)));

    assertThat(ofText.what()).isEqualTo(what);
    assertThat(ofBytes.what()).isEqualTo(what);
  }

  @Test
  void tellsLimitsWithoutTheirNames() {
    JsonFault deep = catchThrowableOfType(JsonFault.class, () -> JsonFault.read("[".repeat(2_000)));
    JsonFault digits =
        catchThrowableOfType(JsonFault.class, () -> JsonFault.read("1".repeat(2_000)));

    assertThat(deep.what()).startsWith("Document nesting depth").endsWith(")").doesNotContain("`");
    assertThat(digits.what()).startsWith("Number value length").doesNotContain("`");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bytesOfAnotherEncodingAreNoJson(int zeros) {
    byte[] bytes = new byte[8];
    bytes[zeros] = (byte) 0xff;

    assertThat(catchThrowableOfType(JsonFault.class, () -> JsonFault.read(bytes))).isNotNull();
  }
}

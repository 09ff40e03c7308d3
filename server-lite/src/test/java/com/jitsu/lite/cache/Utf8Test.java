package com.jitsu.lite.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

  @ParameterizedTest
  @CsvSource({
    "abc, 3, abc",
    "abc, 2, ab",
    "aä, 2, a",
    "aä, 3, aä",
    "a€b, 3, a",
    "a😀b, 4, a",
    "a😀b, 5, a😀"
  })
  void textIsCutAtACharacter(String text, int maxBytes, String cut) {
    assertThat(Utf8.cut(text.getBytes(UTF_8), maxBytes)).isEqualTo(cut);
  }

  @Test
  void whatIsNoUtf8IsCutAtTheLimit() {
    byte[] noise = new byte[100];
    java.util.Arrays.fill(noise, (byte) 0x80);

    assertThat(Utf8.cut(noise, 10)).hasSize(10);
    assertThat(Utf8.cut(noise, 2)).hasSize(2);
    assertThat(Utf8.cut(noise, 0)).isEmpty();
  }
}

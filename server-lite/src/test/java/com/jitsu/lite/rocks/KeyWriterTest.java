package com.jitsu.lite.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyWriterTest {

  @Test
  void keysSortAsTheirPartsDo() {
    List<byte[]> inOrder =
        List.of(
            new KeyWriter().text("").text("z").number(1L).bytes(),
            new KeyWriter().text("a").text("").number(9L).bytes(),
            new KeyWriter().text("a").text("a").number(1L).bytes(),
            new KeyWriter().text("a").text("a").number(2L).bytes(),
            new KeyWriter().text("a").text("a").number(256L).bytes(),
            new KeyWriter().text("a").text("a").number(Long.MAX_VALUE).bytes(),
            new KeyWriter().text("a").text("a\0").number(1L).bytes(),
            new KeyWriter().text("a").text("a\0b").number(1L).bytes(),
            new KeyWriter().text("a").text("a\u0001").number(1L).bytes(),
            new KeyWriter().text("a").text("ab").number(1L).bytes(),
            new KeyWriter().text("a\0").text("a").number(1L).bytes(),
            new KeyWriter().text("ab").text("a").number(1L).bytes(),
            new KeyWriter().text("ä").text("a").number(1L).bytes(),
            new KeyWriter().text("😀").text("a").number(1L).bytes());

    assertThat(inOrder).isSortedAccordingTo(Arrays::compareUnsigned).doesNotHaveDuplicates();
  }

  @Test
  void aKeyIsReadBackWholeWhateverTheTextsHold() {
    String text = "a\0b\0\u00011\u0000\uFFFF😀ÿ";
    KeyReader key =
        new KeyReader(
            new KeyWriter()
                .text(text)
                .single((byte) 1)
                .text("")
                .number(-7)
                .number(1234567890123L)
                .bytes());

    assertThat(key.text()).isEqualTo(text);
    assertThat(key.single()).isEqualTo((byte) 1);
    assertThat(key.text()).isEmpty();
    assertThat(key.shortNumber()).isEqualTo(-7);
    assertThat(key.number()).isEqualTo(1234567890123L);
  }

  @Test
  void theKeyAfterAPrefixIsAboveAllThatBeginWithIt() {
    assertThat(KeyWriter.after(new byte[] {1, 2})).containsExactly(1, 3);
    assertThat(KeyWriter.after(new byte[] {1, (byte) 0xFF})).containsExactly(2);
    assertThat(KeyWriter.after(new byte[] {(byte) 0xFF})).isNull();
  }
}

package com.jitsu.lite.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {

  private static final int LIMIT = 100_000;

  @Test
  void whatWasPackedComesBack() throws Exception {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 100, 8_191, 8_192, 8_193, LIMIT}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);

      assertThat(unpack(gzip(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void membersAreOneAfterTheOther() throws Exception {
    byte[] two = join(gzip("{".getBytes(UTF_8)), gzip("}".getBytes(UTF_8)));

    assertThat(unpack(two)).asString(UTF_8).isEqualTo("{}");
    assertThat(unpack(join(two, "garbage".getBytes(UTF_8)))).asString(UTF_8).isEqualTo("{}");
    assertThat(unpack(join(two, new byte[50]))).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void anyNumberOfEmptyMembersIsNothing() throws Exception {
    byte[] empty = gzip(new byte[0]);
    byte[] many = new byte[empty.length * 50_000];
    for (int i = 0; i < 50_000; i++) {
      System.arraycopy(empty, 0, many, i * empty.length, empty.length);
    }

    assertThat(unpack(many)).isEmpty();
  }

  @Test
  void namesCommentsAndMoreInTheHeaderAreSkipped() throws Exception {
    byte[] plain = gzip("x".getBytes(UTF_8));
    plain[3] = 2 | 4 | 8 | 16;
    byte[] header = Arrays.copyOf(plain, 10);
    byte[] more = join(new byte[] {3, 0, 1, 2, 3}, "name\0comment\0".getBytes(UTF_8));
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

    assertThat(unpack(join(header, join(join(more, new byte[2]), rest))))
        .asString(UTF_8)
        .isEqualTo("x");
  }

  @Test
  void whatIsCutOrChangedIsNotGzip() throws Exception {
    byte[] packed = gzip("some text, some text, some text".getBytes(UTF_8));
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> unpack(cut)).as("%d", length).isInstanceOf(IOException.class);
    }
    for (int at : new int[] {0, 1, 2, packed.length - 1, packed.length - 5, packed.length - 8}) {
      byte[] changed = packed.clone();
      changed[at] ^= 0x40;
      assertThatThrownBy(() -> unpack(changed)).as("%d", at).isInstanceOf(IOException.class);
    }
  }

  @Test
  void neverMoreThanTheLimit() throws Exception {
    byte[] bomb = gzip(new byte[50_000_000]);

    assertThatThrownBy(() -> unpack(bomb)).isInstanceOf(BodyReader.TooLarge.class);
    assertThatThrownBy(() -> unpack(join(gzip(new byte[LIMIT]), gzip(new byte[1]))))
        .isInstanceOf(BodyReader.TooLarge.class);
  }

  @Test
  void whatIsUnpackedCountsToo() throws Exception {
    BodyBudget budget = new BodyBudget(30_000);
    BodyBudget.Share share = budget.share();

    assertThatThrownBy(() -> Gunzip.unpack(gzip(new byte[90_000]), LIMIT, share))
        .isInstanceOf(BodyBudget.Exhausted.class);
    share.end();
    assertThat(budget.held()).isZero();
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    return Gunzip.unpack(packed, LIMIT, new BodyBudget(1_000_000).share());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

package com.jitsu.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

  private static final byte[] BODY = "{\"ok\":true}".getBytes(US_ASCII);
  private static final String STORED =
      "HTTP/1.1 200 OK\r\nDate: now\r\ncontent-length: 11\r\n\r\n{\"ok\":true}";
  private static final String REFUSED =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final AnswerReader reader = new AnswerReader();

  @Test
  void anAnswerIsTheSameHoweverItIsCut() {
    for (int cut = 0; cut < STORED.length(); cut++) {
      reader.next();
      assertThat(take(STORED.substring(0, cut))).isFalse();
      assertThat(take(STORED.substring(cut))).as("cut at %d", cut).isTrue();
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.bodyIs(BODY)).isTrue();
      assertThat(reader.hasRetryAfter()).isFalse();
      assertThat(reader.isLast()).isFalse();
    }
  }

  @Test
  void whatOneAnswerSaidIsForgottenWithTheNext() {
    assertThat(take(REFUSED)).isTrue();
    assertThat(reader.status()).isEqualTo(503);
    assertThat(reader.hasRetryAfter()).isTrue();
    assertThat(reader.isLast()).isTrue();

    reader.next();
    assertThat(take(STORED)).isTrue();
    assertThat(reader.hasRetryAfter()).isFalse();
    assertThat(reader.isLast()).isFalse();
  }

  @Test
  void anotherBodyIsNotTaken() {
    take(STORED.replace("true", "fals"));

    assertThat(reader.bodyIs(BODY)).isFalse();
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    assertThatThrownBy(() -> take(STORED + "H")).hasMessageContaining("more bytes");
    reader.next();
    assertThatThrownBy(() -> take("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"))
        .hasMessageContaining("without its length");
    reader.next();
    assertThatThrownBy(() -> take("SSH-2.0-OpenSSH_9.2 or so\r\n\r\n"))
        .hasMessageContaining("no answer of HTTP");
  }

  private boolean take(String piece) {
    return reader.take(ByteBuffer.wrap(piece.getBytes(US_ASCII)));
  }
}

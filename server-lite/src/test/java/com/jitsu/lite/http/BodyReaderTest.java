package com.jitsu.lite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

  private final BodyBudget budget = new BodyBudget(1_000_000);

  @Test
  void aBodyComesInPieces() {
    AsyncContent content = new AsyncContent();
    CompletableFuture<byte[]> body = read(content, Duration.ofMinutes(1));
    send(content, "{\"a\"", false);
    send(content, ":1}", true);

    assertThat(body.join()).asString().isEqualTo("{\"a\":1}");
  }

  @Test
  void aTrickleDoesNotGoOnForEver() {
    AsyncContent content = new AsyncContent();
    CompletableFuture<byte[]> body = read(content, Duration.ZERO);
    send(content, "{", false);

    assertThatThrownBy(body::join).hasCauseInstanceOf(BodyReader.Stalled.class);
  }

  private CompletableFuture<byte[]> read(AsyncContent content, Duration longest) {
    return BodyReader.read(content, BodyLimit.ofMegabytes(1), budget.share(), longest);
  }

  private static void send(AsyncContent content, String text, boolean last) {
    content.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
  }
}

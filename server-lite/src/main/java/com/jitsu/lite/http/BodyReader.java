package com.jitsu.lite.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.io.Content;

/**
 * Collects a body as it comes, without holding a thread while it does not, and never more of it
 * than the limit.
 *
 * <p>What is over the limit is read and thrown away for a while, because most clients listen only
 * after they have sent everything; a connection closed under them would hide the answer.
 */
final class BodyReader implements Runnable {

  private static final long MOST_DISCARDED_BYTES = 64_000_000;

  private final Content.Source source;
  private final int limit;
  private final ByteArrayOutputStream bytes;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private long received;

  private BodyReader(Content.Source source, int limit) {
    this.source = source;
    this.limit = limit;
    this.bytes = new ByteArrayOutputStream((int) Math.min(Math.max(0, source.getLength()), 16_384));
  }

  /** Fails with {@link TooLarge}, or with what the connection failed with. */
  static CompletableFuture<byte[]> read(Content.Source source, BodyLimit limit) {
    BodyReader reader = new BodyReader(source, limit.bytes());
    if (source.getLength() > limit.bytes() + MOST_DISCARDED_BYTES) {
      reader.result.completeExceptionally(new TooLarge());
    } else {
      reader.run();
    }
    return reader.result;
  }

  /** The same bytes, unpacked, if they fit; {@link IOException} when they are not gzip. */
  static byte[] gunzip(byte[] packed, BodyLimit limit) throws IOException {
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed), 8_192)) {
      byte[] bytes = unpacked.readNBytes(limit.bytes());
      if (unpacked.read() >= 0) {
        throw new TooLarge();
      }
      return bytes;
    }
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        result.completeExceptionally(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      if (last && received == 0 && chunk.getByteBuffer().remaining() <= limit) {
        // Nearly every event comes in one piece.
        byte[] whole = new byte[chunk.getByteBuffer().remaining()];
        chunk.getByteBuffer().get(whole);
        chunk.release();
        result.complete(whole);
        return;
      }
      collect(chunk.getByteBuffer());
      chunk.release();
      if (last || received > limit + MOST_DISCARDED_BYTES) {
        finish();
        return;
      }
    }
  }

  private void collect(ByteBuffer buffer) {
    received += buffer.remaining();
    if (received <= limit) {
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    } else {
      bytes.reset();
    }
  }

  private void finish() {
    if (received > limit) {
      result.completeExceptionally(new TooLarge());
    } else {
      result.complete(bytes.toByteArray());
    }
  }

  /** The body is over the limit. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("body too large", null, false, false);
    }
  }
}

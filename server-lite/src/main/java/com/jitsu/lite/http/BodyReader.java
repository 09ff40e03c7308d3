package com.jitsu.lite.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body as it comes, without holding a thread while it does not, and never more of it
 * than the limit, nor than the budget for all bodies has left.
 *
 * <p>What is over the limit is read and thrown away for a while, because most clients listen only
 * after they have sent everything; a connection closed under them would hide the answer.
 */
final class BodyReader implements Runnable {

  private static final long MOST_DISCARDED_BYTES = 64_000_000;

  private final Content.Source source;
  private final int limit;
  private final BodyBudget.Share share;
  private final ByteArrayOutputStream bytes;
  private final Duration longest;
  private final long begun = System.nanoTime();
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private BodyBudget.@Nullable Exhausted exhausted;
  private long received;

  private BodyReader(Content.Source source, int limit, BodyBudget.Share share, Duration longest) {
    this.source = source;
    this.limit = limit;
    this.share = share;
    this.longest = longest;
    this.bytes = new ByteArrayOutputStream((int) Math.min(Math.max(0, source.getLength()), 16_384));
  }

  /**
   * Fails with {@link TooLarge}, {@link Stalled}, {@link BodyBudget.Exhausted}, or with what the
   * connection failed with.
   */
  static CompletableFuture<byte[]> read(
      Content.Source source, BodyLimit limit, BodyBudget.Share share, Duration longest) {
    BodyReader reader = new BodyReader(source, limit.bytes(), share, longest);
    if (source.getLength() > limit.bytes() + MOST_DISCARDED_BYTES) {
      reader.result.completeExceptionally(new TooLarge());
    } else {
      reader.run();
    }
    return reader.result;
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
        Throwable failure = chunk.getFailure();
        result.completeExceptionally(failure instanceof TimeoutException ? new Stalled() : failure);
        return;
      }
      boolean last = chunk.isLast();
      if (System.nanoTime() - begun > longest.toNanos() && !last) {
        // A byte now and then keeps a connection alive, and what it holds of the budget.
        chunk.release();
        result.completeExceptionally(new Stalled());
        return;
      }
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
    if (received <= limit && mayHold()) {
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    } else {
      bytes.reset();
    }
  }

  private boolean mayHold() {
    if (exhausted == null) {
      try {
        share.hold(received);
      } catch (BodyBudget.Exhausted e) {
        exhausted = e;
        share.end();
      }
    }
    return exhausted == null;
  }

  private void finish() {
    if (received > limit) {
      result.completeExceptionally(new TooLarge());
    } else if (exhausted != null) {
      result.completeExceptionally(exhausted);
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

  /** The rest of the body did not come. */
  static final class Stalled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stalled() {
      super("the rest of the body did not come", null, false, false);
    }
  }
}

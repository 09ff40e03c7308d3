package com.jitsu.lite.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the bodies under way from filling the heap. Half of it is for collecting them: who wants
 * more than is left is told to come again. The other half is for those that are being answered,
 * which cost many times their size: they wait for each other, holding no thread, and the largest is
 * answered alone.
 *
 * <p>The first kilobytes of every body are free, so that small ones go on whatever large ones do.
 * Thread-safe.
 */
final class BodyBudget {

  /** As much as a connection costs anyhow. */
  static final int FREE_BYTES = 16_384;

  /** A tree of JSON takes about so many times the bytes of its text, or more. */
  private static final int TREE = 16;

  private final long most;
  // All are guarded by this.
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long collected;
  private long answering;

  /**
   * @param bytes for collecting, and as many for answering
   */
  BodyBudget(long bytes) {
    this.most = bytes;
  }

  /** A body that waits for its turn. */
  private record Waiting(long cost, CompletableFuture<Void> turn) {}

  /** Of one request; used by one thread at a time. */
  Share share() {
    return new Share();
  }

  /** How much is held; for tests and for who looks for a leak. */
  synchronized long held() {
    return collected + answering;
  }

  private synchronized boolean collect(long bytes) {
    if (collected + bytes > most) {
      return false;
    }
    collected += bytes;
    return true;
  }

  private CompletableFuture<Void> turn(long cost) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    synchronized (this) {
      if (!waiting.isEmpty() || !fits(cost)) {
        waiting.add(new Waiting(cost, turn));
        return turn;
      }
      answering += cost;
    }
    turn.complete(null);
    return turn;
  }

  private boolean fits(long cost) {
    return answering == 0 || answering + cost <= most;
  }

  private void giveBack(long ofCollected, long ofAnswering) {
    List<Waiting> next = new ArrayList<>();
    synchronized (this) {
      collected -= ofCollected;
      answering -= ofAnswering;
      while (!waiting.isEmpty() && fits(waiting.element().cost())) {
        answering += waiting.element().cost();
        next.add(waiting.remove());
      }
    }
    next.forEach(one -> one.turn().complete(null));
  }

  /** What one request holds. */
  final class Share {

    private long held;
    private long working;

    /**
     * Takes what is missing to so many bytes.
     *
     * @throws Exhausted when there is not so much left
     */
    void hold(long bytes) {
      long wanted = bytes - FREE_BYTES;
      if (wanted <= held) {
        return;
      }
      // In steps, so that many small pieces do not all ask.
      long step = Math.max(wanted - held, Math.min(held, 1 << 20));
      if (collect(step)) {
        held += step;
      } else if (collect(wanted - held)) {
        held = wanted;
      } else {
        throw new Exhausted();
      }
    }

    /** Comes when a body of this size may be answered; at once for a small one. */
    CompletableFuture<Void> turn(int bytes) {
      if (bytes <= FREE_BYTES) {
        return CompletableFuture.completedFuture(null);
      }
      working = (long) bytes * TREE;
      return BodyBudget.this.turn(working);
    }

    /** Lets the next one have its turn; when the body is read and no tree of it is needed. */
    void endTurn() {
      long ofAnswering = working;
      working = 0;
      if (ofAnswering > 0) {
        giveBack(0, ofAnswering);
      }
    }

    /** Gives everything back; when the request is answered, or never will be. */
    void end() {
      long ofCollected = held;
      long ofAnswering = working;
      held = 0;
      working = 0;
      if (ofCollected > 0 || ofAnswering > 0) {
        giveBack(ofCollected, ofAnswering);
      }
    }
  }

  /** Too many bodies are under way. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("too many bodies are under way", null, false, false);
    }
  }
}

package com.jitsu.lite.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Appends on their way to the disk, in order and bounded. */
final class WaitingAppends {

  private static final int GROUP_EVENTS = 8_192;
  private static final long GROUP_BYTES = 8 << 20;

  private final int maxEvents;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Append> queue = new ArrayDeque<>();
  private int waitingEvents;
  private long waitingBytes;
  private boolean closed;

  /** Both count: a small request can become many large events. */
  WaitingAppends(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** One call: its events, their hashes (null: never a duplicate) and its answer. */
  record Append(
      List<AcceptedEvent> events,
      List<MessageHash> messages,
      long bytes,
      CompletableFuture<Integer> answer) {

    static Append of(List<AcceptedEvent> events) {
      List<MessageHash> messages = new ArrayList<>(events.size());
      long bytes = 0;
      for (AcceptedEvent event : events) {
        messages.add(MessageHash.of(event.source(), event.messageId()));
        bytes += event.json().length;
      }
      return new Append(List.copyOf(events), messages, bytes, new CompletableFuture<>());
    }
  }

  /** Takes it in, or fails its answer. An append larger than the bound gets in when it is alone. */
  void add(Append append) {
    int events = append.events().size();
    lock.lock();
    try {
      if (closed) {
        append.answer().completeExceptionally(new IllegalStateException("the journal is closed"));
      } else if (waitingEvents > 0
          && (waitingEvents + events > maxEvents || waitingBytes + append.bytes() > maxBytes)) {
        append.answer().completeExceptionally(new JournalFullException(waitingEvents, maxEvents));
      } else {
        queue.add(append);
        waitingEvents += events;
        waitingBytes += append.bytes();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for appends and takes as many as make a good group; empty: closed and nothing left. */
  List<Append> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Append> group = new ArrayList<>();
      int events = 0;
      long bytes = 0;
      Append next = queue.peek();
      while (next != null
          && (group.isEmpty()
              || (events + next.events().size() <= GROUP_EVENTS
                  && bytes + next.bytes() <= GROUP_BYTES))) {
        group.add(next);
        events += next.events().size();
        bytes += next.bytes();
        queue.remove();
        next = queue.peek();
      }
      waitingEvents -= events;
      waitingBytes -= bytes;
      return group;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}

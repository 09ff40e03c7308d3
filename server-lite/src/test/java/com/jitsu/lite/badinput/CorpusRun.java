package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests over a few connections at once, a good event after every tenth, and looks at each
 * answer. Waits as long as it takes, but not beyond one limit for all.
 */
final class CorpusRun {

  private static final int CONNECTIONS = 4;
  private static final int GOOD_EVERY = 10;
  private static final long LIMIT_MINUTES = 5;

  private final HostileServer server;
  private final Expectations expectations;
  private final String prefix;
  private final long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger good = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  private final Queue<BadRequest> unanswered = new ConcurrentLinkedQueue<>();

  /**
   * @param prefix of the message ids of the good events
   */
  CorpusRun(HostileServer server, String prefix) {
    this.server = server;
    this.expectations = server.expectations();
    this.prefix = prefix;
  }

  /** One answer to one request. */
  record Answered(BadRequest request, Answer answer) {}

  CorpusRun send(List<BadRequest> requests) {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.execute(() -> work(requests));
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LIMIT_MINUTES + 1, TimeUnit.MINUTES)) {
        throw new AssertionError("it hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** What is wrong, one text for each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  List<Answered> answered() {
    return List.copyOf(answered);
  }

  /** Whose connection was closed without a word. */
  List<BadRequest> unanswered() {
    return List.copyOf(unanswered);
  }

  int goodEvents() {
    return good.get();
  }

  static Map<String, Integer> perFamily(List<BadRequest> requests) {
    Map<String, Integer> counts = new TreeMap<>();
    requests.forEach(request -> counts.merge(request.family(), 1, Integer::sum));
    return counts;
  }

  private void work(List<BadRequest> requests) {
    Wire wire = null;
    try {
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        wire = one(requests.get(i), wire);
        if (i % GOOD_EVERY == 0) {
          wire = sendGood(wire);
        }
      }
    } catch (IOException | RuntimeException e) {
      failures.add("the run ended early: " + e);
    } finally {
      if (wire != null) {
        wire.close();
      }
    }
  }

  /** The connection that the next may use; null: a new one. */
  private Wire one(BadRequest request, Wire kept) throws IOException {
    if (request.own()) {
      try (Wire own = new Wire(server.port(), deadline)) {
        Wire.Ended ended = own.exchange(request.bytes(), request.isHead());
        ended.answers().forEach(answer -> judge(request, answer));
        if (ended.answers().isEmpty()) {
          unanswered.add(request);
        }
      } catch (IOException | RuntimeException e) {
        fail(request, e.toString());
      }
      return kept;
    }
    Wire wire = kept == null ? new Wire(server.port(), deadline) : kept;
    try {
      boolean sent = wire.send(request.bytes());
      Optional<Answer> answer = wire.answer(request.isHead());
      if (answer.isEmpty()) {
        unanswered.add(request);
      } else {
        judge(request, answer.get());
      }
      if (sent && answer.isPresent() && !answer.get().closes()) {
        return wire;
      }
    } catch (java.net.SocketTimeoutException e) {
      fail(request, "no answer and no end");
    } catch (IOException e) {
      unanswered.add(request);
    } catch (RuntimeException e) {
      fail(request, e.toString());
    }
    wire.close();
    return null;
  }

  private void judge(BadRequest request, Answer answer) {
    answered.add(new Answered(request, answer));
    List<String> wrong = new ArrayList<>(expectations.wrong(request, answer));
    if (!wrong.isEmpty()) {
      fail(request, String.join(", ", wrong) + ": " + answer);
    }
  }

  private void fail(BadRequest request, String what) {
    failures.add(request + "\n  " + what + "\n  sent: " + request.excerpt());
  }

  /** Over the same connection, so that it is known to be still in step. */
  private Wire sendGood(Wire kept) throws IOException {
    Wire wire = kept == null ? new Wire(server.port(), deadline) : kept;
    String id = prefix + good.incrementAndGet();
    IngestRoute route = IngestRoute.first();
    byte[] body = Json.bytes(HostileServer.good(id));
    byte[] request =
        new String(route.request(body), US_ASCII)
            .replace(IngestRoute.KEY, server.key())
            .getBytes(US_ASCII);
    wire.send(request);
    Optional<Answer> answer = wire.answer(false);
    if (answer.isEmpty() || !answer.get().text().equals("{\"ok\":true}")) {
      failures.add("a good event after others: " + answer);
    }
    return wire;
  }
}

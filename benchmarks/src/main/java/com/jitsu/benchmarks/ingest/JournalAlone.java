package com.jitsu.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.server.ProcessTimes;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.sdk.contract.Json;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's journal with nothing before it: as many appends under way as there would be
 * connections, each followed by the next from a pool of threads like Jetty's. A process of its own,
 * because it runs with the server's libraries; prints {@code events seconds processor-seconds} for
 * each round.
 */
final class JournalAlone {

  private static final int THREADS = 32;
  private static final int MOST_WAITING = 50_000;

  private final RocksJournal journal;
  private final int group;
  private final List<RequestTemplate> events;
  private final List<String> messageIds;
  private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
  private final AtomicLong numbers = new AtomicLong(1);
  private final AtomicLong stored = new AtomicLong();

  private JournalAlone(RocksJournal journal, int group) {
    this.journal = journal;
    this.group = group;
    List<ObjectNode> made = MadeRequests.events();
    this.events = made.stream().map(event -> RequestTemplate.of(Json.bytes(event))).toList();
    this.messageIds = made.stream().map(event -> event.path("messageId").asText()).toList();
  }

  /** Arguments: folder, events in an append, appends under way, rounds, seconds of a round. */
  public static void main(String[] arguments) throws Exception {
    int group = Integer.parseInt(arguments[1]);
    int underWay = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    int seconds = Integer.parseInt(arguments[4]);
    try (RocksStore store = RocksStore.open(Path.of(arguments[0]));
        RocksJournal journal = new RocksJournal(store, Clock.systemUTC(), MOST_WAITING)) {
      journal.start();
      JournalAlone alone = new JournalAlone(journal, group);
      alone.round(underWay, seconds); // warms up
      for (int i = 0; i < rounds; i++) {
        alone.round(underWay, seconds);
      }
      alone.callers.shutdown();
    }
  }

  private void round(int underWay, int seconds) throws Exception {
    long before = stored.get();
    double busy = ProcessTimes.ofThisProcess();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    CountDownLatch ended = new CountDownLatch(underWay);
    for (int i = 0; i < underWay; i++) {
      callers.execute(() -> append(end, ended));
    }
    ended.await();
    System.out.printf(
        Locale.ROOT,
        "%d %.3f %.2f%n",
        stored.get() - before,
        (System.nanoTime() - start) / 1e9,
        ProcessTimes.ofThisProcess() - busy);
  }

  private void append(long end, CountDownLatch ended) {
    if (System.nanoTime() >= end) {
      ended.countDown();
      return;
    }
    long first = numbers.getAndAdd(group);
    List<AcceptedEvent> accepted = new ArrayList<>(group);
    for (int i = 0; i < group; i++) {
      accepted.add(event(first + i));
    }
    CompletableFuture<Void> unused =
        journal
            .append(accepted)
            .handle(
                (fresh, failure) -> {
                  if (failure != null) {
                    failure.printStackTrace();
                    System.exit(1);
                  }
                  stored.addAndGet(fresh);
                  callers.execute(() -> append(end, ended));
                  return null;
                });
  }

  private AcceptedEvent event(long number) {
    int which = (int) (number % events.size());
    RequestTemplate template = events.get(which);
    ByteBuffer json = ByteBuffer.allocate(template.length());
    template.render(number, json);
    return new AcceptedEvent(
        "default", messageIds.get(which).substring(0, 24) + hex(number), json.array());
  }

  private static String hex(long number) {
    byte[] digits = new byte[12];
    for (int i = 11; i >= 0; i--) {
      digits[i] = (byte) Character.forDigit((int) (number & 15), 16);
      number >>>= 4;
    }
    return new String(digits, UTF_8);
  }
}

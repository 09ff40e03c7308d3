package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.server.LatencyHistogram;
import com.jitsu.benchmarks.server.ProcessTimes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests to a server of this machine and hears what becomes of each, in one thread that
 * costs a few microseconds a request.
 *
 * <p>A latency counts from when a request was due, so that a server that stands still does not keep
 * the driver from noticing. Events are numbered, so that no messageId is sent twice.
 */
public final class LoadDriver {

  private static final Duration WAIT_FOR_ANSWERS = Duration.ofSeconds(30);

  /** What is due and found no connection is still sent for so long after the end. */
  private static final Duration SEND_LATE = Duration.ofSeconds(5);

  private static final int SENDS_BETWEEN_LOOKS = 64;

  /** More at once would only wait in the server's queue. */
  private static final int MOST_CONNECTING = 64;

  private final InetSocketAddress server;
  private final MadeRequests requests;
  private final AtomicLong numbers;

  /**
   * @param numbers of events; shared by all drivers of one server
   */
  public LoadDriver(InetSocketAddress server, MadeRequests requests, AtomicLong numbers) {
    this.server = server;
    this.requests = requests;
    this.numbers = numbers;
  }

  public LoadResult run(Load load) throws IOException {
    try (Selector selector = Selector.open()) {
      return new Run(load, selector).toEnd();
    }
  }

  /** One load from its start to its last answer. */
  private final class Run {

    private final Load load;
    private final Selector selector;
    private final Set<Connection> open = new HashSet<>();
    private final Queue<Connection> idle = new ArrayDeque<>();
    private int connecting;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);
    private final LatencyHistogram latency = new LatencyHistogram();
    private final long total;
    private long start;
    private long end;
    private long lastAnswer;
    private long due;
    private long sent;
    private long unsent;
    private long stored;
    private long refused;
    private long wrong;
    private long broken;
    private String firstWrong = "";

    private Run(Load load, Selector selector) {
      this.load = load;
      this.selector = selector;
      this.total =
          load.isClosed()
              ? Long.MAX_VALUE
              : Math.round(load.perSecond() * load.length().toNanos() / 1e9);
    }

    private LoadResult toEnd() throws IOException {
      try {
        connectAll();
        double busyBefore = ProcessTimes.ofThisProcess();
        start = System.nanoTime();
        end = start + load.length().toNanos();
        lastAnswer = start;
        loop();
        double busy = ProcessTimes.ofThisProcess() - busyBefore;
        long stop = Math.max(lastAnswer, load.isClosed() ? lastAnswer : end);
        long unanswered = open.stream().filter(Connection::isWaiting).count();
        return new LoadResult(
            requests.eventsOfEach(),
            (stop - start) / 1e9,
            sent,
            unsent,
            stored,
            refused,
            wrong,
            broken,
            unanswered,
            firstWrong,
            latency,
            busy);
      } finally {
        open.forEach(Connection::close);
      }
    }

    private void connectAll() throws IOException {
      long giveUp = System.nanoTime() + WAIT_FOR_ANSWERS.toNanos();
      while (idle.size() < load.connections()) {
        if (System.nanoTime() > giveUp) {
          throw new IOException("the server took " + idle.size() + " connections only");
        }
        connect(load.connections());
        selector.select(this::ready, 1);
      }
    }

    private void loop() throws IOException {
      long giveUp = end + WAIT_FOR_ANSWERS.toNanos();
      long now = start;
      while (now < giveUp) {
        boolean more = sendDue(now);
        if (!more && isOver(now)) {
          return;
        }
        if (more) {
          selector.selectNow(this::ready);
        } else {
          selector.select(this::ready, 1);
        }
        now = System.nanoTime();
      }
    }

    private boolean isOver(long now) {
      boolean allSent = load.isClosed() ? now >= end : due >= total;
      return allSent && sent == stored + refused + wrong + broken;
    }

    /** Sends what is due, a few at a time; true if there is more that could be sent at once. */
    private boolean sendDue(long now) throws IOException {
      for (int i = 0; i < SENDS_BETWEEN_LOOKS; i++) {
        if (due >= total || (load.isClosed() && now >= end)) {
          return false;
        }
        long dueAt =
            load.isClosed() ? System.nanoTime() : start + (long) (due * 1e9 / load.perSecond());
        if (dueAt > now && !load.isClosed()) {
          return false;
        }
        if (now - end > SEND_LATE.toNanos()) {
          unsent += total - due;
          due = total;
          return false;
        }
        Connection connection = idle.poll();
        if (connection == null) {
          connect(load.mostConnections());
          connection = idle.poll();
        }
        if (connection != null) {
          due++;
          send(connection, dueAt);
        } else if (now - dueAt > load.patience().toNanos()) {
          due++;
          unsent++;
        } else {
          return false;
        }
      }
      return true;
    }

    private void send(Connection connection, long dueAt) {
      RequestTemplate template =
          requests.templates().get((int) (sent % requests.templates().size()));
      long number = numbers.getAndAdd(template.events());
      sent++;
      try {
        connection.send(template, number, dueAt);
      } catch (IOException e) {
        lose(connection, e);
      }
    }

    private void ready(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      try {
        if (key.isConnectable()) {
          connection.connect();
          connecting--;
          idle.add(connection);
        }
        if (key.isWritable()) {
          connection.write();
        }
        if (key.isReadable() && connection.read(buffer)) {
          answered(connection);
        }
      } catch (IOException e) {
        lose(connection, e);
      }
    }

    private void answered(Connection connection) {
      AnswerReader answer = connection.answer();
      lastAnswer = System.nanoTime();
      if (answer.status() == 200 && answer.bodyIs(requests.answer())) {
        stored++;
        latency.add(lastAnswer - connection.dueNanos());
      } else if (answer.status() == 503 && answer.hasRetryAfter()) {
        refused++;
      } else {
        wrong++;
        remember(answer.text());
      }
      connection.answered();
      if (answer.isLast()) {
        open.remove(connection);
        connection.close();
      } else {
        idle.add(connection);
      }
    }

    /** Begins with one more, if there are not as many as there may be. */
    private void connect(int most) throws IOException {
      if (open.size() >= most || connecting >= MOST_CONNECTING) {
        return;
      }
      Connection connection = Connection.open(server, selector, requests.longest());
      open.add(connection);
      if (connection.isConnected()) {
        idle.add(connection);
      } else {
        connecting++;
      }
    }

    /** A connection that the server closes while nothing is under way is no loss. */
    private void lose(Connection connection, IOException e) {
      if (!connection.isConnected()) {
        connecting--;
      }
      if (connection.isWaiting()) {
        broken++;
        remember(String.valueOf(e.getMessage()));
      }
      open.remove(connection);
      idle.remove(connection);
      connection.close();
    }

    private void remember(String what) {
      if (firstWrong.isEmpty()) {
        firstWrong = what;
      }
    }
  }
}

package com.jitsu.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadDriverTest {

  private static final byte[] OK = "{\"ok\":true}".getBytes(US_ASCII);

  private final AtomicInteger received = new AtomicInteger();
  private final Set<String> bodies = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void onAScheduleExactlyWhatIsDueIsSentAndHeard() throws IOException {
    answer(number -> number % 10 == 0 ? 503 : number % 10 == 1 ? 500 : 200);

    LoadResult result = driver().run(Load.open(200, 4, Duration.ofMillis(500)));

    assertThat(received).hasValue(100);
    assertThat(bodies).hasSize(100);
    assertThat(result)
        .extracting(
            LoadResult::sent,
            LoadResult::stored,
            LoadResult::refused,
            LoadResult::wrong,
            LoadResult::broken,
            LoadResult::unanswered,
            LoadResult::unsent)
        .containsExactly(100L, 80L, 10L, 10L, 0L, 0L, 0L);
    assertThat(result.firstWrong()).startsWith("HTTP/1.1 500");
    assertThat(result.latency().count()).isEqualTo(80);
  }

  @Test
  void aRequestThatHadToWaitForItsTurnCountsFromWhenItWasDue() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    answer(
        number -> {
          if (number == 0) {
            await(never, 400);
          }
          return 200;
        });

    LoadResult result = driver().run(Load.open(100, 1, Duration.ofMillis(200)));

    // All of the others were due while the only connection was taken for 400 ms.
    assertThat(result.stored()).isEqualTo(20);
    assertThat(result.millisAt(0.01)).isGreaterThan(190);
  }

  @Test
  void whatFindsNoConnectionInTimeIsGivenUpAndSaid() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    answer(
        number -> {
          await(never, 500);
          return 200;
        });

    LoadResult result =
        driver().run(Load.flood(1_000, 2, Duration.ofMillis(100), Duration.ofMillis(50)));

    assertThat(result.sent()).isEqualTo(2);
    assertThat(result.unsent()).isEqualTo(98);
    assertThat(result.stored()).isEqualTo(2);
  }

  @Test
  void asFastAsAnswersComeEveryConnectionIsKeptBusy() throws IOException {
    answer(number -> 200);

    LoadResult result = driver().run(Load.closed(3, Duration.ofMillis(300)));

    assertThat(result.stored()).isEqualTo(result.sent()).isEqualTo(received.get());
    assertThat(result.stored()).isGreaterThan(3);
    assertThat(result.failed()).isZero();
  }

  @Test
  void anAnswerThatNeverComesIsABrokenConnection() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.close();
        });

    LoadResult result = driver().run(Load.open(50, 1, Duration.ofMillis(100)));

    assertThat(result.broken()).isEqualTo(5);
    assertThat(result.firstWrong()).isEqualTo("the server closed the connection");
  }

  private interface Status {
    int of(int number);
  }

  private void answer(Status status) {
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
          int code = status.of(received.getAndIncrement());
          if (code == 503) {
            exchange.getResponseHeaders().add("Retry-After", "1");
          }
          exchange.sendResponseHeaders(code, OK.length);
          exchange.getResponseBody().write(OK);
          exchange.close();
        });
  }

  private LoadDriver driver() {
    RequestTemplate template =
        RequestTemplate.post(
            "/",
            "localhost",
            "key",
            "{\"messageId\":\"00000000-0000-0000-0000-000000000000\"}".getBytes(US_ASCII));
    return new LoadDriver(
        server.getAddress(), new MadeRequests(List.of(template), OK), new AtomicLong(1));
  }

  private static void await(CountDownLatch latch, int millis) {
    try {
      assertThat(latch.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

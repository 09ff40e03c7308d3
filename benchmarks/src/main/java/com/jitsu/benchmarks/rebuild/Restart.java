package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.LiteServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** From the start of the process to the first health check that passes. */
final class Restart {

  private static final double WANTED_SECONDS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 5;

  private final DataFolder data;
  private final Report report;
  private final HttpClient http = HttpClient.newHttpClient();

  Restart(DataFolder data, Report report) {
    this.data = data;
    this.report = report;
  }

  /** Twice after a clean stop, twice after SIGKILL in the middle of what {@code work} does. */
  void measure(Live work) throws IOException, InterruptedException {
    report.progress("restarts");
    MarkdownTable table = new MarkdownTable("seconds to ready", "first", "again");
    double clean = row(table, "after a clean stop");
    try (LiteServer server = data.open()) {
      work.sendForAWhile(server);
      server.kill();
    }
    double first = secondsToReady();
    try (LiteServer server = data.open()) {
      work.sendForAWhile(server);
      server.kill();
    }
    double again = secondsToReady();
    table.row(
        "after SIGKILL while 5,000 events/s come in", Report.number(first), Report.number(again));
    report.section("Restart");
    report.say(table.lines());
    report.say(
        "",
        String.format(
            Locale.ROOT,
            "With %,d events in the data folder, most of it in the system's page cache; from the start of the process to a passing `GET /health`.",
            data.events()));
    report.atMost(
        "restart_s",
        "restart after a clean stop, seconds, %,d events".formatted(data.events()),
        clean,
        WANTED_SECONDS);
    report.atMost(
        "restart_killed_s", "the same after SIGKILL", Math.max(first, again), WANTED_SECONDS);
  }

  private double row(MarkdownTable table, String title) throws IOException, InterruptedException {
    double first = secondsToReady();
    double again = secondsToReady();
    table.row(title, Report.number(first), Report.number(again));
    return Math.max(first, again);
  }

  /** Starts a server, waits until it is ready, and stops it cleanly. */
  private double secondsToReady() throws IOException, InterruptedException {
    int port = freePort();
    Path log = data.path().resolveSibling("restart.log");
    List<String> command =
        data.jar()
            .server(
                List.of(),
                "--port",
                String.valueOf(port),
                "--data",
                data.path().toAbsolutePath().toString());
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      while (!isReady(port)) {
        if (System.nanoTime() - start > LIMIT.toNanos() || !process.isAlive()) {
          throw new BenchmarkException("the server did not come up again", "see " + log);
        }
        Thread.sleep(LOOK_MILLIS);
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private boolean isReady(int port) throws InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.ingest.Load;
import com.jitsu.benchmarks.ingest.LoadDriver;
import com.jitsu.benchmarks.ingest.LoadResult;
import com.jitsu.benchmarks.ingest.MadeRequests;
import com.jitsu.benchmarks.rebuild.Publishing.Rebuilt;
import com.jitsu.benchmarks.server.LatencyHistogram;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * How old rows are while a rebuild runs: 5,000 events a second for known profiles come in over
 * HTTP, and of some profiles it is watched when their row shows an event that was acknowledged.
 */
final class Live {

  private static final double PER_SECOND = 5_000;
  private static final int CONNECTIONS = 64;
  private static final int MOST_SENDERS = 50_000;
  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final Duration HEATING = Duration.ofSeconds(10);
  private static final Duration WHILE = Duration.ofSeconds(5);
  private static final double WANTED_SECONDS = 2;

  private final Population population;
  private final Report report;
  private final List<ObjectNode> events;

  Live(Population population, Report report) {
    this.population = population;
    this.report = report;
    this.events = events(population);
  }

  /** A new event of each of many known profiles, spread over all of them. */
  private static List<ObjectNode> events(Population population) {
    List<ObjectNode> events = new ArrayList<>();
    int step = Math.max(1, population.profiles() / MOST_SENDERS);
    for (int number = 1; number < population.profiles(); number += step) {
      if (!isProbe(number, step)) {
        events.add(population.sent(number));
      }
    }
    return events;
  }

  private static boolean isProbe(int number, int step) {
    return number / step % 10 == 0;
  }

  /** Profiles that get no event but those that are watched. */
  private List<ObjectNode> probes() {
    List<ObjectNode> probes = new ArrayList<>();
    int step = Math.max(1, population.profiles() / MOST_SENDERS);
    for (int number = 1; number < population.profiles(); number += step) {
      if (isProbe(number, step)) {
        probes.add(population.sent(number));
      }
    }
    return probes;
  }

  /** Sends as in the measurement for some seconds. */
  void sendForAWhile(LiteServer server) throws IOException {
    LoadResult unused = driver(server).run(load(WHILE));
  }

  private LoadDriver driver(LiteServer server) {
    return new LoadDriver(
        server.address(),
        MadeRequests.single(server.host(), server.serverKey(), events),
        server.numbers());
  }

  private static Load load(Duration length) {
    return Load.open(PER_SECOND, CONNECTIONS, length);
  }

  /** Publishes once more and watches rows until that is through. */
  Rebuilt measure(LiteServer server) throws IOException, InterruptedException {
    report.progress("5,000 events/s without a rebuild");
    LoadDriver driver = driver(server);
    LoadResult unused = driver.run(load(HEATING));
    LatencyHistogram calm;
    try (Freshness freshness = Freshness.start(server, probes())) {
      unused = driver.run(load(HEATING));
      calm = freshness.finish();
    }
    report.progress("the same while a rebuild runs");
    List<LoadResult> sent = new ArrayList<>();
    try (Freshness freshness = Freshness.start(server, probes())) {
      CompletableFuture<Rebuilt> rebuild = CompletableFuture.supplyAsync(() -> again(server));
      do {
        sent.add(driver.run(load(SLICE)));
      } while (!rebuild.isDone());
      LatencyHistogram busy = freshness.finish();
      Rebuilt rebuilt = rebuild.get();
      show(calm, busy, sent, rebuilt, server.builder(Publishing.BUILDER).path("live"));
      return rebuilt;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the rebuild was not watched to its end", e.getCause());
    }
  }

  private static Rebuilt again(LiteServer server) {
    try {
      return new Publishing(server).again();
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private void show(
      LatencyHistogram calm,
      LatencyHistogram busy,
      List<LoadResult> sent,
      Rebuilt rebuilt,
      JsonNode live) {
    long stored = sent.stream().mapToLong(LoadResult::storedEvents).sum();
    double seconds = sent.stream().mapToDouble(LoadResult::seconds).sum();
    report.section("Live updates");
    report.say(
        String.format(
            Locale.ROOT,
            "%,.0f events/s were acknowledged for %.0f s (asked: %,.0f), for %,d of %,d profiles in turn, while %,d profiles were built anew in %.0f s. From the acknowledgement of a watched event to the first answer that shows it, seconds:",
            stored / seconds,
            seconds,
            PER_SECOND,
            events.size(),
            population.profiles(),
            rebuilt.profiles(),
            rebuilt.all().seconds()),
        "",
        line("without a rebuild", calm),
        line("while a rebuild runs", busy),
        "",
        "What the server says of itself: `" + Json.text(live) + "`");
    report.figure(
        "live_p50_s", "row current while a rebuild runs, p50, seconds", busy.nanosAt(0.5) / 1e9);
    report.atMost(
        "live_p99_s",
        "row current while a rebuild runs, p99, seconds",
        busy.nanosAt(0.99) / 1e9,
        WANTED_SECONDS);
    report.atLeast(
        "live_events",
        "events/s that were acknowledged meanwhile",
        stored / seconds,
        0.99 * PER_SECOND);
  }

  private static String line(String title, LatencyHistogram latency) {
    return String.format(
        Locale.ROOT,
        "- %s: p50 %s, p90 %s, p99 %s, slowest %s; %,d watched",
        title,
        Report.number(latency.nanosAt(0.5) / 1e9),
        Report.number(latency.nanosAt(0.9) / 1e9),
        Report.number(latency.nanosAt(0.99) / 1e9),
        Report.number(latency.largestNanos() / 1e9),
        latency.count());
  }
}

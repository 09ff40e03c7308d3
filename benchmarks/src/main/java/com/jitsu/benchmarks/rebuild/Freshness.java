package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.server.LatencyHistogram;
import com.jitsu.benchmarks.server.LiteServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends an event for a known profile twenty times a second, waits for its acknowledgement, and
 * looks ten times a second which of the rows show theirs: a row's {@code lastSeen} is then the time
 * of the event. Two threads of its own.
 */
final class Freshness implements AutoCloseable {

  private static final long SEND_MILLIS = 50;
  private static final long LOOK_MILLIS = 100;
  private static final Duration LAST = Duration.ofSeconds(60);

  private final LiteServer server;
  private final Iterator<ObjectNode> events;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final LatencyHistogram seen = new LatencyHistogram();
  private final Thread sender = new Thread(this::send, "freshness-send");
  private final Thread looker = new Thread(this::look, "freshness-look");
  private volatile boolean sending = true;
  private volatile boolean looking = true;
  private volatile @Nullable Exception failure;

  private Freshness(LiteServer server, List<ObjectNode> events) {
    this.server = server;
    this.events = events.iterator();
  }

  private record Waiting(String lastSeen, long acknowledgedNanos) {}

  /**
   * @param events one each of profiles that nobody else sends for
   */
  static Freshness start(LiteServer server, List<ObjectNode> events) {
    Freshness freshness = new Freshness(server, events);
    freshness.sender.start();
    freshness.looker.start();
    return freshness;
  }

  /** Sends no more, waits for what is on its way; what never shows counts as a minute. */
  LatencyHistogram finish() throws InterruptedException {
    sending = false;
    sender.join();
    long giveUp = System.nanoTime() + LAST.toNanos();
    while (!waiting.isEmpty() && failure == null && System.nanoTime() < giveUp) {
      Thread.sleep(LOOK_MILLIS);
    }
    close();
    looker.join();
    if (failure != null) {
      throw new IllegalStateException("rows could not be watched", failure);
    }
    waiting.forEach((profileId, event) -> seen.add(LAST.toNanos()));
    return seen;
  }

  @Override
  public void close() {
    sending = false;
    looking = false;
  }

  private void send() {
    try {
      while (sending && events.hasNext()) {
        ObjectNode event = events.next();
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        // Three digits, as the function writes it.
        String lastSeen = now.contains(".") ? now : now.replace("Z", ".000Z");
        event.put("messageId", UUID.randomUUID().toString()).put("timestamp", lastSeen);
        server.send(event);
        waiting.put(event.path("userId").asText(), new Waiting(lastSeen, System.nanoTime()));
        Thread.sleep(SEND_MILLIS);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  private void look() {
    try {
      while (looking) {
        Map<String, Waiting> asked = Map.copyOf(waiting);
        if (!asked.isEmpty()) {
          JsonNode rows =
              server.rows(
                  "SELECT profile_id, traits->>'lastSeen' FROM profiles WHERE profile_id IN (%s)"
                      .formatted(
                          asked.keySet().stream()
                              .map(profileId -> "'" + profileId + "'")
                              .collect(Collectors.joining(", "))));
          long now = System.nanoTime();
          for (JsonNode row : rows) {
            String profileId = row.path(0).asText();
            Waiting event = asked.get(profileId);
            if (event != null && event.lastSeen().equals(row.path(1).asText())) {
              waiting.remove(profileId);
              seen.add(now - event.acknowledgedNanos());
            }
          }
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }
}

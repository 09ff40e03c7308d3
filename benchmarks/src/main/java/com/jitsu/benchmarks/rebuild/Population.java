package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.engine.Shopper;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Lifelike histories of a year: 1 to 5,000 events a profile, half of the profiles with one or two,
 * half of the events in the busiest percent; 10 on average. The same seed gives the same bytes.
 *
 * <p>Events are made one by one as they are asked for; in memory are 8 bytes for each profile, and
 * the shoppers who are shopping.
 */
record Population(long seed, int profiles) {

  static final int LARGEST = 5_000;

  /** So that 5,000 is the largest, and 10 the mean. */
  private static final double TAIL = 0.975;

  /** Shares no factor with a number of profiles that people would choose. */
  private static final long SPREAD = 104_729;

  private static final Instant FIRST_DAY = Instant.parse("2025-11-01T00:00:00Z");
  private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

  /** What a shopper takes for an event, with all pauses, in the long run; and some more. */
  private static final long SECONDS_AN_EVENT = 3_000;

  Population {
    if (profiles < 1 || profiles % SPREAD == 0) {
      throw new IllegalArgumentException("no population: " + profiles);
    }
  }

  /** One event as it is sent, and what is in it. */
  record Event(String profileId, String messageId, byte[] json) {

    private static Event of(Shopper shopper) {
      ObjectNode event = shopper.next();
      return new Event(shopper.userId(), event.path("messageId").asText(), Json.bytes(event));
    }
  }

  /** Gets one event after the other. */
  @FunctionalInterface
  interface Sink {
    void accept(Event event) throws IOException;
  }

  /** How many events a profile has; profiles are numbered from 0. */
  int events(int number) {
    // Every part of the distribution as often as it should be, whatever the seed.
    double part = (number * SPREAD % profiles + 0.5) / profiles;
    return (int) Math.min(LARGEST, Math.floor(Math.pow(part, -1 / TAIL)));
  }

  long events() {
    long all = 0;
    for (int number = 0; number < profiles; number++) {
      all += events(number);
    }
    return all;
  }

  /** All events in the order of their time, as they would stream in. */
  void stream(Sink sink) throws IOException {
    PriorityQueue<Visit> shopping =
        new PriorityQueue<>(
            Comparator.<Visit, Instant>comparing(visit -> visit.shopper.now())
                .thenComparing(visit -> visit.number));
    for (long start : starts()) {
      Instant begin = FIRST_DAY.plusSeconds(start / profiles);
      while (!shopping.isEmpty() && shopping.peek().shopper.now().isBefore(begin)) {
        step(shopping, sink);
      }
      shopping.add(new Visit((int) (start % profiles)));
    }
    while (!shopping.isEmpty()) {
      step(shopping, sink);
    }
  }

  /** The same events, one profile after the other, each in the order of time. */
  void grouped(Sink sink) throws IOException {
    for (int number = 0; number < profiles; number++) {
      Visit visit = new Visit(number);
      do {
        sink.accept(visit.event);
      } while (visit.next());
    }
  }

  /** An event of a profile as its tracker would send it: without what a server adds. */
  ObjectNode sent(int number) {
    ObjectNode event = shopper(number).next();
    event.remove(List.of("requestIp", "receivedAt"));
    return event;
  }

  String profileId(int number) {
    return shopper(number).userId();
  }

  private static void step(PriorityQueue<Visit> shopping, Sink sink) throws IOException {
    Visit visit = shopping.remove();
    sink.accept(visit.event);
    if (visit.next()) {
      shopping.add(visit);
    }
  }

  /** Of every profile its second of beginning, times the number of profiles, plus its number. */
  private long[] starts() {
    long[] starts = new long[profiles];
    for (int number = 0; number < profiles; number++) {
      starts[number] = startSecond(number) * profiles + number;
    }
    Arrays.sort(starts);
    return starts;
  }

  private long startSecond(int number) {
    long length = Math.min(YEAR_SECONDS / 2, events(number) * SECONDS_AN_EVENT);
    return random(number).nextLong(YEAR_SECONDS - length);
  }

  private Shopper shopper(int number) {
    return Shopper.anyone(FIRST_DAY.plusSeconds(startSecond(number)), random(number).split());
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
  }

  /** A shopper with the event that comes next. */
  private final class Visit {

    private final int number;
    private final Shopper shopper;
    private int left;
    private Event event;

    private Visit(int number) {
      this.number = number;
      this.shopper = shopper(number);
      this.left = events(number) - 1;
      this.event = Event.of(shopper);
    }

    /** False when all events were made. */
    private boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      event = Event.of(shopper);
      return true;
    }
  }
}

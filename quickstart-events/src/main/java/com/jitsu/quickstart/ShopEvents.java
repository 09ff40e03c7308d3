package com.jitsu.quickstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Start here: a month of a shop, made up but lifelike. A few visitors come again and again, most
 * once; evenings are busy and nights quiet; about half sign in, in their first visits, and only who
 * has signed in can buy. The same seed and end give the same events, byte for byte.
 *
 * @param events in the order of their time, none after the end
 * @param customers visitors who signed in: those who get a profile
 * @param orders events named {@code Order Completed}
 */
public record ShopEvents(List<ObjectNode> events, long customers, long orders) {

  static final int DAYS = 30;

  /** How busy an hour of the day is, from midnight, UTC. */
  private static final int[] HOURS = {
    8, 4, 2, 1, 1, 2, 6, 14, 24, 30, 34, 38, 44, 40, 36, 36, 40, 48, 60, 76, 84, 72, 44, 20
  };

  public ShopEvents {
    requireNonNull(events);
    events = List.copyOf(events);
  }

  /**
   * Makes a month that ends at {@code end}.
   *
   * @param about visitors come until there are this many events; the last one may add some
   */
  public static ShopEvents month(long seed, Instant end, int about) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ObjectNode> events = new ArrayList<>();
    long customers = 0;
    for (int number = 1; events.size() < about; number++) {
      Visitor visitor = Visitor.random(number, random);
      List<ObjectNode> visits = visits(visitor, end, random);
      events.addAll(visits);
      customers += visits.stream().anyMatch(event -> event.has("userId")) ? 1 : 0;
    }
    events.sort(Comparator.comparing(event -> event.path("timestamp").asText()));
    for (int i = 0; i < events.size(); i++) {
      // The end is part of the id: the same month sent again is stored once, another one is not.
      events.get(i).put("messageId", seed + "-" + end.getEpochSecond() + "-" + i);
    }
    long orders =
        events.stream()
            .filter(event -> event.path("event").asText().equals("Order Completed"))
            .count();
    return new ShopEvents(events, customers, orders);
  }

  private static List<ObjectNode> visits(Visitor visitor, Instant end, SplittableRandom random) {
    List<Instant> starts = new ArrayList<>();
    for (int i = 0; i < visitor.sessions(); i++) {
      starts.add(start(end, random));
    }
    starts.sort(Comparator.naturalOrder());
    List<ObjectNode> events = new ArrayList<>();
    Instant free = Instant.MIN; // nobody is in the shop twice at a time
    for (int i = 0; i < starts.size(); i++) {
      Instant start = starts.get(i).isBefore(free) ? free : starts.get(i);
      List<ObjectNode> session = new Session(visitor, i, start, random).events();
      free = time(session.get(session.size() - 1)).plus(Duration.ofHours(1));
      events.addAll(session);
    }
    events.removeIf(event -> time(event).isAfter(end));
    return events;
  }

  private static Instant time(ObjectNode event) {
    return Instant.parse(event.path("timestamp").asText());
  }

  /** A moment of the month, by the rhythm of the day and the week; text sorts like time. */
  private static Instant start(Instant end, SplittableRandom random) {
    Instant begin = end.minus(Duration.ofDays(DAYS)).truncatedTo(ChronoUnit.MILLIS);
    while (true) {
      Instant moment = begin.plusMillis(random.nextLong(Duration.ofDays(DAYS).toMillis()));
      ZonedDateTime local = moment.atZone(ZoneOffset.UTC);
      double weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1.0 : 0.75;
      if (random.nextDouble() < weekend * HOURS[local.getHour()] / 84) {
        return moment;
      }
    }
  }
}

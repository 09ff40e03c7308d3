package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Made-up histories of customers who visit, buy, give back and subscribe: the same in every run,
 * and a customer is the same whatever the number of all.
 */
final class MadeCases {

  /** Functions of {@code examples}, each with its files in {@code lib}. */
  static final List<String> FUNCTIONS =
      List.of("lifetime-value", "rfm", "sessions", "subscription-status");

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final Instant START = Instant.parse("2026-01-02T08:00:00Z");
  private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "USD", "GBP");
  private static final List<String> PLANS = List.of("solo", "team", "company");
  private static final List<String> STEPS =
      List.of(
          "Trial Started",
          "Subscription Paid",
          "Subscription Paid",
          "Payment Failed",
          "Subscription Cancelled");
  private static final List<String> CAMPAIGNS =
      List.of("spring-sale", "welcome-back", "tea-of-the-month");

  private final int number;
  private final SplittableRandom random;
  private final List<ObjectNode> events = new ArrayList<>();
  private Instant time;
  private int orders;

  private MadeCases(int number) {
    this.number = number;
    this.random = new SplittableRandom(number);
    this.time = START.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 30)));
  }

  /** So many cases, the functions in turns. */
  static List<TestCase> of(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new MadeCases(i).make()).toList();
  }

  private TestCase make() {
    int size = 4 + random.nextInt(9);
    while (events.size() < size) {
      int kind = random.nextInt(20);
      if (kind < 8) {
        page();
      } else if (kind < 13) {
        order();
      } else if (kind < 15 && orders > 0) {
        refund();
      } else if (kind < 18) {
        step();
      } else {
        product();
      }
    }
    return new TestCase(
        FUNCTIONS.get((number - 1) % FUNCTIONS.size()),
        number,
        events,
        Map.of("CURRENCY", "EUR", "RATES", "USD=0.92, GBP=1.17"),
        time.plus(Duration.ofDays(random.nextInt(90))));
  }

  private void page() {
    ObjectNode event = event("page");
    String path = "/tea/" + (1 + random.nextInt(40));
    event.putObject("properties").put("path", path).put("title", "Tea " + path.substring(5));
    ObjectNode context = event.withObject("/context");
    context.putObject("page").put("path", path).put("referrer", "");
    if (random.nextInt(4) == 0) {
      context
          .putObject("campaign")
          .put("source", "newsletter")
          .put("medium", "email")
          .put("name", pick(CAMPAIGNS));
    }
  }

  private void order() {
    int cents = 290 + random.nextInt(20_000);
    orders++;
    ObjectNode properties =
        track("Order Completed")
            .put("orderId", orderId(orders))
            .put("total", cents / 100.0)
            .put("currency", pick(CURRENCIES));
    properties
        .putArray("products")
        .addObject()
        .put("sku", "sku-" + (1_000 + random.nextInt(250)))
        .put("price", cents / 100.0)
        .put("quantity", 1);
  }

  private void refund() {
    track("Order Refunded")
        .put("orderId", orderId(1 + random.nextInt(orders)))
        .put("total", (100 + random.nextInt(5_000)) / 100.0);
  }

  private void step() {
    track(pick(STEPS)).put("plan", pick(PLANS));
  }

  private void product() {
    track("Product Viewed").put("sku", "sku-" + (1_000 + random.nextInt(250)));
  }

  private ObjectNode track(String name) {
    return event("track").put("event", name).putObject("properties");
  }

  private ObjectNode event(String type) {
    ObjectNode event =
        Json.object()
            .put("type", type)
            .put("messageId", "m-" + number + "-" + events.size())
            .put("userId", "u-" + number)
            .put("anonymousId", "a-" + number)
            .put("timestamp", MILLIS.format(time));
    event.putObject("context").put("locale", "en-GB"); // Jitsu's types want a context
    events.add(event);
    boolean sameVisit = random.nextInt(3) > 0;
    time =
        time.plusSeconds(sameVisit ? 20 + random.nextInt(900) : 40_000 + random.nextInt(900_000));
    return event;
  }

  private String orderId(int order) {
    return "o-" + number + "-" + order;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

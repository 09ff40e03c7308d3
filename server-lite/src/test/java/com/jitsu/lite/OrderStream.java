package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Numbered orders of many customers, sent in batches one after the other, and what the rows must
 * be: computed here, by no code of the server. What was not acknowledged is sent again by the next
 * {@link #start}, as every client does, and must count once.
 *
 * <p>Every fifth event is an identify call, which tells the address in its traits; in orders it is
 * among the properties. Every eleventh event has none. Customers share addresses, and change them.
 */
final class OrderStream {

  static final int PER_BATCH = 50;

  /** A stream, not a flood: whatever is watched meanwhile needs the processors as well. */
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);

  /** Profile id by address; events without one are dropped. */
  static final String BY_EMAIL =
      """
      export default (event) => {
        const email = event.traits?.email ?? event.properties?.email;
        return email ? { ...event, JITSU_PROFILE_ID: email } : "drop";
      }
      """;

  /** The key of a row's {@link #function}, in SQL. */
  static final String KEY = "regexp_extract(traits::varchar, '([a-z0-9]+)_amount', 1)";

  private final int customers;
  private final AtomicInteger batches = new AtomicInteger();
  private final Set<Integer> unacknowledged = new ConcurrentSkipListSet<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean ending;

  OrderStream(int customers) {
    this.customers = customers;
  }

  /** An event as it is sent; the address is empty where it has none. */
  record Order(int number, String userId, String email, long amount) {

    JsonNode json() {
      ObjectNode event = Json.object();
      event.put("messageId", "order-" + number).put("userId", userId);
      boolean identifies = number % 5 == 0;
      event.put("type", identifies ? "identify" : "track");
      if (!identifies) {
        event.put("event", "Order Completed");
      }
      ObjectNode details = event.putObject(identifies ? "traits" : "properties");
      details.put("amount", amount);
      if (!email.isEmpty()) {
        details.put("email", email);
      }
      return event;
    }
  }

  /** The function that makes what {@link #rows} computes, with traits of these names. */
  static String function(String key) {
    return """
        export default (events) => {
          let n = 0;
          let amount = 0;
          for (const event of events) {
            n++;
            amount += event.traits?.amount ?? event.properties.amount;
          }
          return { traits: { %1$s_events: n, %1$s_amount: amount } };
        }
        """
        .formatted(key);
  }

  /** {@code profile → [events, amount]} of all that was ever sent, by what an order says. */
  Map<String, List<Long>> rows(Function<Order, String> profileId) {
    Map<String, List<Long>> rows = new TreeMap<>();
    for (int number = 0; number < batches.get() * PER_BATCH; number++) {
      Order order = order(number);
      if (!profileId.apply(order).isEmpty()) {
        rows.merge(
            profileId.apply(order),
            List.of(1L, order.amount()),
            (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
      }
    }
    return rows;
  }

  /** What the table has of a function's rows; others and mixed ones are not the expected ones. */
  static Map<String, List<Long>> table(LiteClient client, String key) {
    Map<String, List<Long>> rows = new TreeMap<>();
    client
        .rows(
            "select profile_id, traits->>'%1$s_events', traits->>'%1$s_amount' from profiles"
                .formatted(key))
        .forEach(
            row ->
                rows.put(
                    row.path(0).asText(), List.of(row.path(1).asLong(), row.path(2).asLong())));
    return rows;
  }

  /** Sends on a thread of its own until the server is gone, or {@link #end} is called. */
  Thread start(LiteClient client) {
    ending = false;
    Thread sender =
        new Thread(
            () -> {
              sendTheRest(client);
              while (!ending && isTaken(client, batches.getAndIncrement())) {
                LockSupport.parkNanos(BETWEEN_BATCHES.toNanos());
              }
            },
            "orders");
    sender.start();
    return sender;
  }

  /** What is under way is still sent. */
  void end() {
    ending = true;
  }

  /** Sends so many batches, each of which must be accepted. */
  void send(LiteClient client, int count) {
    for (int i = 0; i < count; i++) {
      if (!isTaken(client, batches.getAndIncrement())) {
        throw new IllegalStateException("a batch was not accepted");
      }
    }
  }

  void sendTheRest(LiteClient client) {
    unacknowledged.removeIf(batch -> isTaken(client, batch));
  }

  boolean isWhole() {
    return unacknowledged.isEmpty();
  }

  int events() {
    return batches.get() * PER_BATCH;
  }

  /** Waits until so many more batches are acknowledged. */
  void awaitMore(int count) {
    int wanted = acknowledged.get() + count;
    until("more batches are acknowledged", () -> acknowledged.get() >= wanted);
  }

  private boolean isTaken(LiteClient client, int batch) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < PER_BATCH; i++) {
      events.add(order(batch * PER_BATCH + i).json());
    }
    boolean taken = false;
    try {
      taken = Json.parse(client.batch(events).body()).path("okEvents").asInt() == PER_BATCH;
    } catch (IllegalStateException killed) {
      // Perhaps it was taken and only the answer is missing.
    }
    if (taken) {
      acknowledged.incrementAndGet();
    } else {
      unacknowledged.add(batch);
    }
    return taken;
  }

  private Order order(int number) {
    int customer = Math.floorMod(number * 7919, customers);
    String email = "m" + (customer + number / 2_000) / 3 + "@example.com";
    return new Order(number, "u" + customer, number % 11 == 0 ? "" : email, number % 97 + 1);
  }
}

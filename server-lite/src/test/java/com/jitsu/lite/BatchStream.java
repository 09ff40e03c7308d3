package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered batches that are sent one after the other, each with events of many customers; it
 * remembers which were acknowledged. The published function must count events as {@code n}.
 */
final class BatchStream {

  static final int PER_BATCH = 25;
  static final String COUNT =
      "export default (events) => { let n = 0; for (const e of events) n++; return { traits: { n } } }";

  private static final int CUSTOMERS = 100;

  private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> unacknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger batches = new AtomicInteger();
  private volatile boolean ending;

  /** Sends on a thread of its own until the server is gone, or {@link #end} is called. */
  Thread start(LiteClient client) {
    ending = false;
    Thread sender = new Thread(() -> send(client), "batches");
    sender.start();
    return sender;
  }

  /** What is under way is still sent. */
  void end() {
    ending = true;
  }

  int acknowledged() {
    return acknowledged.size();
  }

  int unacknowledged() {
    return unacknowledged.size();
  }

  long events() {
    return (long) batches.get() * PER_BATCH;
  }

  /** Waits until so many more batches are acknowledged. */
  void awaitMore(int count) {
    int wanted = acknowledged.size() + count;
    until("more batches are acknowledged", () -> acknowledged.size() >= wanted);
  }

  /** As every client does: what was not acknowledged is sent again, and must count once. */
  void sendTheRest(LiteClient client) {
    unacknowledged.forEach(batch -> client.accept(events(batch)));
    acknowledged.addAll(unacknowledged);
    unacknowledged.clear();
  }

  /** Every acknowledged event is in the table of events, and counted in the row of its customer. */
  void requireAllStored(LiteClient client, String builder) {
    client.awaitCurrent(builder);
    until("all acknowledged are loaded", () -> missing(client).isEmpty());
    long counted = number(client, "select sum((traits->>'n')::bigint)::bigint from profiles");
    long loaded = number(client, "select count(*) from events");
    assertThat(counted)
        .as("counted in rows; %d of %d acknowledged", acknowledged.size(), batches.get())
        .isBetween((long) acknowledged.size() * PER_BATCH, events());
    assertThat(loaded)
        .as("events in the warehouse, none twice")
        .isEqualTo(number(client, "select count(distinct messageid) from events"));
    if (unacknowledged.isEmpty()) {
      assertThat(counted).isEqualTo(events());
      assertThat(loaded).isEqualTo(events());
    }
  }

  /** Acknowledged batches that are not whole in the warehouse. */
  private List<Integer> missing(LiteClient client) {
    JsonNode notWhole =
        client.rows(
            """
            select batch from (select unnest(range(0, %d)) batch) where batch not in (
              select split_part(messageid, '-', 1)::bigint from events
              group by 1 having count(distinct messageid) = %d)
            """
                .formatted(batches.get(), PER_BATCH));
    List<Integer> missing = new ArrayList<>();
    notWhole.forEach(row -> missing.add(row.path(0).asInt()));
    missing.retainAll(acknowledged);
    return missing;
  }

  private static long number(LiteClient client, String sql) {
    return client.rows(sql).path(0).path(0).asLong();
  }

  private void send(LiteClient client) {
    while (!ending) {
      int batch = batches.getAndIncrement();
      try {
        HttpResponse<String> answer = client.batch(List.of(events(batch)));
        boolean whole = Json.parse(answer.body()).path("okEvents").asInt() == PER_BATCH;
        (whole ? acknowledged : unacknowledged).add(batch);
      } catch (IllegalStateException killed) {
        unacknowledged.add(batch);
        return;
      }
    }
  }

  private static JsonNode[] events(int batch) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < PER_BATCH; i++) {
      events.add(
          Json.object()
              .put("type", "track")
              .put("event", "Visited")
              .put("userId", "u" + (batch + i) % CUSTOMERS)
              .put("messageId", batch + "-" + i));
    }
    return events.toArray(JsonNode[]::new);
  }
}

package com.jitsu.benchmarks.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.engine.MadeEvents;
import com.jitsu.sdk.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Requests of one kind, to be sent over and over: lifelike events of 800 customers, as a server's
 * tracker sends them.
 *
 * @param answer the body that says that all of it was stored
 */
public record MadeRequests(List<RequestTemplate> templates, byte[] answer) {

  private static final int CUSTOMERS = 800;
  private static final int EVENTS_OF_EACH = 5;
  static final int BATCH = 100;

  public MadeRequests {
    templates = List.copyOf(templates);
  }

  /** One event each. */
  public static MadeRequests single(String host, String key) {
    return single(host, key, events());
  }

  /** One of these events each. */
  public static MadeRequests single(String host, String key, List<ObjectNode> events) {
    List<RequestTemplate> templates =
        events.stream()
            .map(
                event ->
                    RequestTemplate.post(
                        "/api/s/s2s/" + event.path("type").asText(), host, key, Json.bytes(event)))
            .toList();
    return new MadeRequests(templates, text("{\"ok\":true}"));
  }

  /** A hundred events each. */
  public static MadeRequests batches(String host, String key) {
    List<ObjectNode> events = events();
    List<RequestTemplate> templates = new ArrayList<>();
    for (int start = 0; start + BATCH <= events.size(); start += BATCH) {
      ObjectNode body = Json.object();
      ArrayNode batch = body.putArray("batch");
      events.subList(start, start + BATCH).forEach(batch::add);
      templates.add(RequestTemplate.post("/v1/batch", host, key, Json.bytes(body)));
    }
    return new MadeRequests(
        templates,
        text("{\"ok\":true,\"receivedEvents\":%1$d,\"okEvents\":%1$d}".formatted(BATCH)));
  }

  /** The same in every run, of all customers mixed, without what a server adds. */
  public static List<ObjectNode> events() {
    List<ObjectNode> events = new ArrayList<>();
    for (byte[] line : MadeEvents.of(5, CUSTOMERS, EVENTS_OF_EACH).lines()) {
      ObjectNode event = (ObjectNode) Json.parse(line);
      event.remove(List.of("requestIp", "receivedAt"));
      events.add(event);
    }
    Collections.shuffle(events, new Random(5));
    return events;
  }

  public int eventsOfEach() {
    return templates.get(0).events();
  }

  public int longest() {
    return templates.stream().mapToInt(RequestTemplate::length).max().orElse(0);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

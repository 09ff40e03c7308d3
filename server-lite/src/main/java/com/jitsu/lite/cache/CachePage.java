package com.jitsu.lite.cache;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.List;

/**
 * The answer to a {@link CacheQuery}.
 *
 * <pre>{@code
 * {"last_minute_limited": 0, "cache_capacity_per_interval": 100, "interval_seconds": 60,
 *  "total_events": 2, "response_events": 1,
 *  "events": [{"original": {…}, "timestamp": "2026-11-22T10:00:00.000000Z", "uid": "…", "destination_id": "", "token_id": "default"}]}
 * }</pre>
 *
 * @param totalEvents how many there are in the lists asked for, beyond any limit
 * @param lastMinuteLimited how many of the last minute were too many to be kept
 */
public record CachePage(
    long totalEvents,
    long lastMinuteLimited,
    int capacityPerInterval,
    long intervalSeconds,
    List<ObjectNode> events) {

  static final CachePage EMPTY = new CachePage(0, 0, 0, 0, List.of());

  public CachePage {
    events = List.copyOf(events);
  }

  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("last_minute_limited", lastMinuteLimited);
    json.put("cache_capacity_per_interval", capacityPerInterval);
    json.put("interval_seconds", intervalSeconds);
    json.put("total_events", totalEvents);
    json.put("response_events", events.size());
    ArrayNode array = json.putArray("events");
    events.forEach(array::add);
    return json;
  }
}

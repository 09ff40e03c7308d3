package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.host.HostServices;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything one run of a transformation function gets.
 *
 * @param event as JSON; each function gets a copy of its own
 * @param context what is known of the event beside itself: {@code geo}, {@code ua}, {@code
 *     headers}, {@code source}, {@code destination}, {@code connection}, {@code workspace}, {@code
 *     receivedAt} (ISO-8601, a {@code Date} for the function), {@code retries}; not copied, so do
 *     not change it
 * @param props the environment variables
 * @param now what {@code Date} shows; absent means the machine's clock
 * @param services what the function may reach
 */
public record EventRun(
    JsonNode event,
    ObjectNode context,
    Map<String, String> props,
    @Nullable Instant now,
    HostServices services) {

  public EventRun {
    requireNonNull(event);
    requireNonNull(context);
    requireNonNull(services);
    props = Collections.unmodifiableMap(new TreeMap<>(props));
  }

  /** The same with another event. */
  EventRun with(JsonNode other) {
    return new EventRun(other, context, props, now, services);
  }
}

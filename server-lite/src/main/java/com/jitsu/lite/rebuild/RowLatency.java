package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How long it takes from the acceptance of an event until its profile's row shows it. Thread-safe.
 *
 * <p>While few events wait all of them are measured; while many do, a sample: a thousand are
 * followed at a time, and the next is followed when one of them arrives. The figures are of the
 * last four thousand that arrived.
 */
final class RowLatency {

  private static final int MOST_FOLLOWED = 1_000;
  private static final int REMEMBERED = 4_096;

  private final Clock clock;
  private final Map<String, Followed> followed = new HashMap<>();
  private final long[] millis = new long[REMEMBERED];
  private long arrived;

  RowLatency(Clock clock) {
    this.clock = requireNonNull(clock);
  }

  private record Followed(long position, Instant acceptedAt) {}

  /** An event's profile is marked. */
  synchronized void begin(String profileId, long position, Instant acceptedAt) {
    if (followed.size() < MOST_FOLLOWED) {
      followed.putIfAbsent(profileId, new Followed(position, acceptedAt));
    }
  }

  /** The profile's row shows its events up to this position, or the profile has none. */
  synchronized void end(String profileId, long position) {
    Followed event = followed.get(profileId);
    if (event != null && event.position() <= position) {
      followed.remove(profileId);
      millis[(int) (arrived++ % REMEMBERED)] =
          Math.max(0, clock.millis() - event.acceptedAt().toEpochMilli());
    }
  }

  /** The profile's function failed: nobody knows when its row will show anything. */
  synchronized void giveUp(String profileId) {
    followed.remove(profileId);
  }

  /** {@code {"samples": 4096, "p50": 37, "p99": 810}}; without figures when there is no sample. */
  synchronized ObjectNode toJson() {
    int samples = (int) Math.min(arrived, REMEMBERED);
    ObjectNode json = Json.object().put("samples", samples);
    if (samples > 0) {
      long[] sorted = Arrays.copyOf(millis, samples);
      Arrays.sort(sorted);
      json.put("p50", sorted[(int) Math.ceil(samples * 0.50) - 1]);
      json.put("p99", sorted[(int) Math.ceil(samples * 0.99) - 1]);
    }
    return json;
  }
}

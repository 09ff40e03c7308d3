package com.jitsu.lite.api;

import com.jitsu.sdk.host.HostServices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has whatever the kind of its function.
 *
 * @param now what {@code Date} shows; absent means the machine's clock
 * @param time that the run may take
 * @param services what the function may reach
 */
record RunSettings(
    Map<String, String> variables,
    @Nullable Instant now,
    Duration time,
    HostServices services,
    Clock clock) {

  /** As CONTRACT A.11 has it for test runs. */
  private static final int STANDARD_MILLIS = 5_000;

  RunSettings {
    variables = Map.copyOf(variables);
  }

  static RunSettings read(JsonBody body, Duration limit, HostServices services, Clock clock) {
    int most = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
    return new RunSettings(
        body.textsByName("variables"),
        body.moment("now"),
        Duration.ofMillis(body.integer("timeLimitMs", Math.min(STANDARD_MILLIS, most), 1, most)),
        services,
        clock);
  }

  /** The run's own time. */
  Instant moment() {
    return now == null ? clock.instant() : now;
  }
}

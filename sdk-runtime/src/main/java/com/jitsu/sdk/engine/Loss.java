package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a run has no report of its own: it never came back, or was not started.
 *
 * @param slug of the function
 * @param limit of the run's time
 * @param refusal null when it was started
 */
record Loss(String slug, Duration limit, @Nullable String refusal) {

  Loss {
    requireNonNull(slug);
    requireNonNull(limit);
  }

  /** What is known of the run of a profile function. */
  RunReport profile() {
    return new RunReport(
        new Outcome.Failed(error(GuestErrors.timeout(limit))), List.of(), List.of(), took());
  }

  /** What is known of the run of a transformation function. */
  EventReport event() {
    return new EventReport(
        new EventOutcome.Failed(
            error(GuestErrors.eventTimeout(slug, limit)), RetryPolicy.standard()),
        List.of(),
        List.of(),
        took());
  }

  private GuestError error(GuestError timeout) {
    return refusal == null ? timeout : new GuestError("StuckError", refusal, List.of());
  }

  private Duration took() {
    return refusal == null ? limit : Duration.ZERO;
  }
}

package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.RetryPolicy;
import java.util.List;

/** How one run of a transformation function ended, as CONTRACT A.8 has it. */
public sealed interface EventOutcome {

  /** Nothing was returned: the event goes on as it came in. */
  record Passed() implements EventOutcome {}

  /**
   * The event is replaced.
   *
   * @param events at least one; what the function returned, whatever it is
   */
  record Replaced(List<JsonNode> events) implements EventOutcome {
    public Replaced {
      events = List.copyOf(events);
    }
  }

  /**
   * The event is excluded.
   *
   * @param why names what was returned
   */
  record Dropped(String why) implements EventOutcome {
    public Dropped {
      requireNonNull(why);
    }
  }

  /** The function threw or was ended; {@link Effect#of} tells what that means for the event. */
  record Failed(GuestError error, RetryPolicy retryPolicy) implements EventOutcome {
    public Failed {
      requireNonNull(error);
      requireNonNull(retryPolicy);
    }
  }

  /** What a failure does to the event. */
  enum Effect {
    /** The function is skipped, the event goes on as it came in. */
    SKIP,
    /** As {@link #SKIP}, and the function is to be run again later. */
    RETRY,
    /** The event is excluded now, and everything is to be done again later. */
    DROP_AND_RETRY,
    /** The event is excluded for good. */
    DROP;

    /** True when the event does not go on. */
    public boolean drops() {
      return this == DROP_AND_RETRY || this == DROP;
    }

    /** By the name of the error. */
    public static Effect of(GuestError error) {
      return switch (error.name()) {
        case "RetryError" -> RETRY;
        case "Drop & RetryError" -> DROP_AND_RETRY;
        case "NoRetryError" -> DROP;
        default -> SKIP;
      };
    }
  }
}

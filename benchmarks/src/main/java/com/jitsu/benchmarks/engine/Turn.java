package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a contender did in one slice of time.
 *
 * @param events that its functions read
 * @param nanos on the clock
 * @param waited part of them in which it could have worked, had the machine had a free processor
 * @param bytes allocated; 0 where that is not known
 */
record Turn(long events, long nanos, long waited, long bytes) {

  static Turn of(JsonNode answer) {
    return new Turn(
        answer.path("events").asLong(),
        answer.path("nanos").asLong(),
        answer.path("waited").asLong(),
        answer.path("bytes").asLong());
  }

  /** Events a second, as if nothing else went on. */
  double rate() {
    return 1e9 * events / worked();
  }

  /** Nanoseconds without those in which it waited. */
  long worked() {
    return Math.max(1, nanos - waited);
  }

  double bytesPerEvent() {
    return (double) bytes / events;
  }

  /** Part of the time that other work on the machine took away. */
  double lost() {
    return (double) waited / nanos;
  }
}

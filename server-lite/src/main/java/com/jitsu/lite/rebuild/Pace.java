package com.jitsu.lite.rebuild;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast something goes at present: measured over the last half minute of work. */
final class Pace {

  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * @param worked without the time in which nobody worked
   */
  private record Sample(Duration worked, long done) {}

  /** Tells how much is done after so much work. */
  void sample(Duration worked, long done) {
    Sample last = samples.peekLast();
    if (last != null && worked.minus(last.worked()).compareTo(STEP) < 0) {
      return;
    }
    samples.add(new Sample(worked, done));
    while (samples.size() > 2 && worked.minus(samples.element().worked()).compareTo(WINDOW) > 0) {
      samples.remove();
    }
  }

  /** Per second; 0 in the first moment. */
  double perSecond(Duration worked, long done) {
    Sample first = samples.isEmpty() ? new Sample(Duration.ZERO, 0) : samples.element();
    double seconds = worked.minus(first.worked()).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : Math.round((done - first.done()) / seconds * 10) / 10.0;
  }
}

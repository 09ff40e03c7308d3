package com.jitsu.benchmarks.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.rebuild.Publishing.Rebuilt;
import com.jitsu.benchmarks.rebuild.Publishing.Took;
import com.jitsu.benchmarks.server.Machine;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the rebuilds of one population took.
 *
 * @param first the version that was the first: with the replay of the journal, on a cold server
 * @param again all later ones, on a warm server
 */
record Builds(int profiles, long events, Rebuilt first, List<Rebuilt> again) {

  Builds {
    requireNonNull(first);
    again = List.copyOf(again);
  }

  /** Events a second on the clock, from the first profile to all rows showing. */
  double perSecond() {
    return median(took -> events / took.seconds());
  }

  /** Events in a second of a processor's time. */
  double perProcessorSecond() {
    return median(took -> events / took.busy());
  }

  /** Processors' time for an event. */
  double microsPerEvent() {
    return median(took -> took.busy() * 1e6 / events);
  }

  double seconds() {
    return median(Took::seconds);
  }

  /** Part of the processors' time that the server used while it built. */
  double share() {
    return median(again, built -> built.build().share());
  }

  /** The same, of what other processes on this machine left. */
  double shareOfLeft() {
    return median(
        again,
        built -> {
          Took build = built.build();
          return build.busy() / (build.seconds() * Machine.processors() - build.others());
        });
  }

  private double median(ToDoubleFunction<Took> figure) {
    return median(again, built -> figure.applyAsDouble(built.all()));
  }

  private static double median(List<Rebuilt> all, ToDoubleFunction<Rebuilt> figure) {
    return Spread.of(all.stream().map(figure::applyAsDouble).toList()).middle();
  }
}

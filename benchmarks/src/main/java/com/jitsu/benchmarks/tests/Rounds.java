package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.tools.TimedCommand.Took;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What everybody took in all rounds with one number of cases. */
final class Rounds {

  private final Map<State, Map<String, List<Took>>> took = new LinkedHashMap<>();

  void add(State state, String title, Took one) {
    took.computeIfAbsent(state, key -> new LinkedHashMap<>())
        .computeIfAbsent(title, key -> new ArrayList<>())
        .add(one);
  }

  /** One line for each state of each side. */
  List<String> table() {
    MarkdownTable table =
        new MarkdownTable(
            "seconds", "", "median", "fastest", "slowest", "processors busy", "memory, MB");
    took.forEach(
        (state, sides) ->
            sides.forEach(
                (title, all) ->
                    table.row(
                        title,
                        state.title(),
                        Report.number(middle(all, Took::seconds)),
                        Report.number(all.stream().mapToDouble(Took::seconds).min().orElseThrow()),
                        Report.number(all.stream().mapToDouble(Took::seconds).max().orElseThrow()),
                        Report.number(middle(all, Took::busy)),
                        Report.number(middle(all, Took::peakMegabytes)))));
    return table.lines();
  }

  /** How many times as much one took as another, round by round; empty if one was not measured. */
  Optional<Double> ratio(State state, String title, String other, ToDoubleFunction<Took> figure) {
    List<Took> mine = of(state, title);
    List<Took> theirs = of(state, other);
    int rounds = Math.min(mine.size(), theirs.size());
    return rounds == 0
        ? Optional.empty()
        : Optional.of(
            Spread.of(
                    IntStream.range(0, rounds)
                        .mapToObj(
                            i ->
                                figure.applyAsDouble(mine.get(i))
                                    / figure.applyAsDouble(theirs.get(i)))
                        .toList())
                .middle());
  }

  private List<Took> of(State state, String title) {
    return took.getOrDefault(state, Map.of()).getOrDefault(title, List.of());
  }

  private static double middle(List<Took> all, ToDoubleFunction<Took> figure) {
    return Spread.of(all.stream().map(figure::applyAsDouble).toList()).middle();
  }
}

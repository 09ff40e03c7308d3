package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.engine.Side.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All turns of all rounds; ratios are taken within a round, so that what slows all does not count.
 */
final class Measurements {

  private final Map<Side, Map<Cell, List<Turn>>> turns = new EnumMap<>(Side.class);

  void add(Side side, Cell cell, Turn turn) {
    turns
        .computeIfAbsent(side, key -> new HashMap<>())
        .computeIfAbsent(cell, key -> new ArrayList<>())
        .add(turn);
  }

  boolean has(Side side, Cell cell) {
    return !of(side, cell).isEmpty();
  }

  /** Events a second. */
  Spread rate(Side side, Cell cell) {
    return spread(of(side, cell), Turn::rate);
  }

  /** How many times as fast as another, round by round. */
  Spread ratio(Side side, Side other, Cell cell) {
    List<Turn> mine = of(side, cell);
    List<Turn> theirs = of(other, cell);
    return Spread.of(
        IntStream.range(0, mine.size())
            .mapToObj(i -> mine.get(i).rate() / theirs.get(i).rate())
            .toList());
  }

  Spread bytesPerEvent(Side side, Cell cell) {
    return spread(of(side, cell), Turn::bytesPerEvent);
  }

  int rounds() {
    return turns.values().stream()
        .flatMap(cells -> cells.values().stream())
        .mapToInt(List::size)
        .max()
        .orElse(0);
  }

  /** Part of all turns' time that other work on the machine took. */
  double lost() {
    return turns.values().stream()
        .flatMap(cells -> cells.values().stream())
        .flatMap(List::stream)
        .mapToDouble(Turn::lost)
        .average()
        .orElse(0);
  }

  /** How much faster the last third of the rounds was than the first. */
  double trend(Side side, Cell cell) {
    List<Turn> all = of(side, cell);
    int third = Math.max(1, all.size() / 3);
    double first = spread(all.subList(0, third), Turn::rate).middle();
    double last = spread(all.subList(all.size() - third, all.size()), Turn::rate).middle();
    return last / first - 1;
  }

  private List<Turn> of(Side side, Cell cell) {
    return turns.getOrDefault(side, Map.of()).getOrDefault(cell, List.of());
  }

  private static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    return Spread.of(turns.stream().map(figure::applyAsDouble).toList());
  }
}

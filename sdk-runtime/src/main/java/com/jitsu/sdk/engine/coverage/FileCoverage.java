package com.jitsu.sdk.engine.coverage;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which lines of one file have run.
 *
 * @param source path from the project's root, with {@code /} on every system
 * @param lines those that a statement starts on, from 1, and how often that ran
 * @param functions in the order of the file
 */
public record FileCoverage(
    String source, SortedMap<Integer, Long> lines, List<FunctionHits> functions) {

  public FileCoverage {
    requireNonNull(source);
    lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    functions = functions.stream().sorted(BY_PLACE).toList();
  }

  private static final Comparator<FunctionHits> BY_PLACE =
      Comparator.comparingInt(FunctionHits::line).thenComparingInt(FunctionHits::column);

  /**
   * A function and how often it was called.
   *
   * @param name {@code (anonymous 12:8)} when it has none
   */
  public record FunctionHits(int line, int column, String name, long hits) {
    public FunctionHits {
      requireNonNull(name);
    }

    private FunctionHits with(long otherHits) {
      return new FunctionHits(line, column, name, otherHits);
    }
  }

  /** Lines that ran. */
  public int covered() {
    return (int) lines.values().stream().filter(hits -> hits > 0).count();
  }

  /** The same file's hits in both. */
  FileCoverage plus(FileCoverage other) {
    SortedMap<Integer, Long> sum = new TreeMap<>(lines);
    other.lines.forEach((line, hits) -> sum.merge(line, hits, Long::sum));
    SortedMap<FunctionHits, Long> calls = new TreeMap<>(BY_PLACE);
    functions.forEach(each -> calls.put(each, each.hits()));
    other.functions.forEach(each -> calls.merge(each, each.hits(), Long::sum));
    return new FileCoverage(
        source,
        sum,
        calls.entrySet().stream().map(each -> each.getKey().with(each.getValue())).toList());
  }
}

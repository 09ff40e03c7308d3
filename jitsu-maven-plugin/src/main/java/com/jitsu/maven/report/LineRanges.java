package com.jitsu.maven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Lines that did not run, as people write them: {@code 12, 14-18}. */
final class LineRanges {

  private LineRanges() {}

  /**
   * Neighbours are one range, and so are lines with nothing to run in between.
   *
   * @param lines with the number of times that they ran
   */
  static List<String> notRun(SortedMap<Integer, Long> lines) {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (Map.Entry<Integer, Long> line : lines.entrySet()) {
      if (line.getValue() == 0) {
        first = first == 0 ? line.getKey() : first;
        last = line.getKey();
      } else if (first > 0) {
        ranges.add(range(first, last));
        first = 0;
      }
    }
    if (first > 0) {
      ranges.add(range(first, last));
    }
    return ranges;
  }

  private static String range(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}

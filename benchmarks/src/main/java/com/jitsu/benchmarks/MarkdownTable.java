package com.jitsu.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown with its columns aligned, so that a terminal shows it as well. */
public final class MarkdownTable {

  private final List<List<String>> rows = new ArrayList<>();

  public MarkdownTable(String... titles) {
    rows.add(List.of(titles));
  }

  /** As many cells as there are titles. */
  public MarkdownTable row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + rows.get(0).size() + " titles");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Lines without an end; the first column to the left, all others to the right. */
  public List<String> lines() {
    List<Integer> widths =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .map(width -> Math.max(width, 3))
            .toList();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          IntStream.range(0, row.size())
              .mapToObj(i -> cell(row.get(i), i, widths.get(i)))
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
    lines.add(
        1,
        IntStream.range(0, widths.size())
            .mapToObj(i -> "-".repeat(widths.get(i) - (i == 0 ? 0 : 1)) + (i == 0 ? "" : ":"))
            .collect(Collectors.joining(" | ", "| ", " |")));
    return lines;
  }

  private static String cell(String text, int column, int width) {
    String blanks = " ".repeat(width - text.length());
    return column == 0 ? text + blanks : blanks + text;
  }
}

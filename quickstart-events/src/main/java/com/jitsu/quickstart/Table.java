package com.jitsu.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as text, columns as wide as their widest value, numbers to the right. */
final class Table {

  private Table() {}

  static List<String> of(List<String> titles, Iterable<JsonNode> rows) {
    List<List<String>> cells = new ArrayList<>(List.of(titles));
    for (JsonNode row : rows) {
      List<String> line = new ArrayList<>();
      row.forEach(value -> line.add(value.isNull() ? "" : value.asText()));
      cells.add(line);
    }
    return cells.stream().map(line -> line(line, cells)).toList();
  }

  private static String line(List<String> line, List<List<String>> all) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      boolean number = all.stream().skip(1).allMatch(each -> each.get(column).matches("-?[0-9.]+"));
      String gap = " ".repeat(width - line.get(i).length());
      text.append(number ? gap + line.get(i) : line.get(i) + gap).append("  ");
    }
    return text.toString().stripTrailing();
  }
}

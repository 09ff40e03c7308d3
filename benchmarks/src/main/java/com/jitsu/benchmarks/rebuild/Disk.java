package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bytes on disk for an event, all copies counted, part by part. */
final class Disk {

  private static final double WANTED = 200;

  private final Report report;
  private final List<Measured> measured = new ArrayList<>();

  Disk(Report report) {
    this.report = report;
  }

  private record Measured(int profiles, long events, boolean table, Map<String, Long> parts) {

    double perEvent(String part) {
      return (double) parts.getOrDefault(part, 0L) / events;
    }

    /** All files, the events' table too if there is one. */
    double all() {
      return perEvent("after all");
    }

    double withoutTable() {
      return all() - perEvent("blocks main.events");
    }
  }

  /** Once the server has ended. */
  void measure(int profiles, DataFolder data, boolean table)
      throws IOException, InterruptedException {
    report.progress("compacting");
    measured.add(new Measured(profiles, data.events(), table, data.compact()));
  }

  void show() {
    if (measured.isEmpty()) {
      return;
    }
    report.section("Disk");
    List<String> titles = new ArrayList<>(List.of("bytes for an event"));
    for (Measured each : measured) {
      titles.add(String.format(Locale.ROOT, "%,d events, as it was", each.events()));
      titles.add("compacted");
    }
    MarkdownTable table = new MarkdownTable(titles.toArray(String[]::new));
    for (String family : List.of("journal", "history", "profiles", "seen", "dirty", "cursors")) {
      row(table, "RocksDB, " + family, "before " + family, "after " + family);
    }
    row(table, "RocksDB, logs", "before rocks-log", "after rocks-log");
    row(table, "DuckDB, the file", "before warehouse", "after warehouse");
    for (String name : tables()) {
      row(table, "… of it " + name, "", "blocks " + name);
    }
    row(table, "Redis, with its program", "before redis", "after redis");
    row(table, "**all files**", "before all", "after all");
    report.say(table.lines());
    report.say(
        "",
        "Compacted: every level of RocksDB, with the server's own options. *seen* holds the messageIds of the last two days at most: here all events are younger than that, in a year of them they are 1 in 180.");
    Measured last = measured.get(measured.size() - 1);
    Measured whole = measured.stream().filter(Measured::table).findFirst().orElse(last);
    if (whole.table()) {
      report.atMost("disk_bytes", "disk, bytes for an event, all copies", whole.all(), WANTED);
    }
    report.atMost(
        "disk_bytes_no_table",
        "the same without the table of events, %,d events".formatted(last.events()),
        last.withoutTable(),
        WANTED);
    report.figure(
        "disk_bytes_a_year",
        "the same without messageIds older than two days",
        last.withoutTable() - last.perEvent("after seen") * (1 - 2 / 365.0));
  }

  private List<String> tables() {
    Map<String, Long> largest = new TreeMap<>();
    for (Measured each : measured) {
      each.parts()
          .forEach(
              (part, bytes) -> {
                if (part.startsWith("blocks ") && bytes >= each.events()) {
                  largest.merge(part.substring("blocks ".length()), bytes, Math::max);
                }
              });
    }
    return List.copyOf(largest.keySet());
  }

  private void row(MarkdownTable table, String title, String before, String after) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (Measured each : measured) {
      cells.add(each.parts().containsKey(before) ? Report.number(each.perEvent(before)) : "");
      cells.add(each.parts().containsKey(after) ? Report.number(each.perEvent(after)) : "");
    }
    table.row(cells.toArray(String[]::new));
  }
}

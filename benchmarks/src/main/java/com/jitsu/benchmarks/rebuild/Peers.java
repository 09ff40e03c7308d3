package com.jitsu.benchmarks.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.Spread;
import com.jitsu.benchmarks.rebuild.Publishing.Took;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.ServerJar;
import com.jitsu.benchmarks.tools.Node;
import com.jitsu.benchmarks.tools.TimedCommand;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same profiles of the same events: ours, Node with isolated-vm and plain SQL, in turns. */
final class Peers {

  private static final String OURS = "server-lite";
  private static final String TEXT = "(b) Node, text in";
  private static final String ONCE = "(b+) Node, text in at once";
  private static final String TABLE = "DuckDB, SQL over a table of the events";
  private static final String JSON = "DuckDB, SQL over the JSON";
  private static final Pattern STEP = Pattern.compile("(?m)^(\\w+) (\\d+\\.\\d+) (\\d+\\.\\d+)$");

  private final Path folder;
  private final Path home;
  private final ServerJar jar;
  private final Plan plan;
  private final Report report;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
  private long events;

  Peers(Path folder, Path home, ServerJar jar, Plan plan, Report report) {
    this.folder = folder.toAbsolutePath();
    this.home = home.toAbsolutePath();
    this.jar = jar;
    this.plan = plan;
    this.report = report;
  }

  /** One side's turn. */
  private record Turn(double seconds, double busy) {}

  void measure(Population population, LiteServer server) throws IOException, InterruptedException {
    events = population.events();
    report.progress("writing the events for Node and SQL, one profile after the other");
    long bytes = GroupedFile.write(population, folder);
    Optional<Node> node = node();
    Publishing publishing = new Publishing(server);
    for (int round = 0; round < plan.rounds(); round++) {
      report.progress("round %d of %d".formatted(round + 1, plan.rounds()));
      Took ours = publishing.again().all();
      turn(OURS, ours.seconds(), ours.busy());
      if (node.isPresent()) {
        node(node.get(), TEXT, "text");
        node(node.get(), ONCE, "text_once");
      }
    }
    double load = sql();
    report.progress("comparing rows");
    Rows rows = Rows.of(server);
    if (node.isPresent()) {
      rows.agreeWithNode(rowsOf("text"));
      rows.agreeWithNode(rowsOf("text_once"));
    }
    rows.agreeWithSql(rowsOf("sql"));
    show(population, bytes, rows.size(), load);
    for (String each : List.of("text", "text_once", "sql")) {
      Files.deleteIfExists(rowsOf(each));
    }
    Files.delete(folder.resolve("events.ndjson"));
  }

  private Optional<Node> node() throws IOException, InterruptedException {
    Node node = new Node(home.resolve("target").resolve("node"));
    Optional<String> missing = node.prepare(report);
    missing.ifPresent(why -> report.say(why, ""));
    return missing.isPresent() ? Optional.empty() : Optional.of(node);
  }

  private void node(Node node, String title, String border)
      throws IOException, InterruptedException {
    List<String> command =
        node.command(
            home.resolve("node").resolve("profiles.mjs"),
            border,
            folder.toString(),
            rowsOf(border).toString());
    TimedCommand.Took took = new TimedCommand(folder, folder.resolve("node.log"), command).run();
    JsonNode said = Json.parse(took.output().lines().findFirst().orElse("{}"));
    if (said.path("events").asLong() != events) {
      throw new IllegalStateException("Node did not read all events: " + said);
    }
    turn(title, said.path("seconds").asDouble(), said.path("busy").asDouble());
  }

  /** Returns how long it took to make the table. */
  private double sql() throws IOException, InterruptedException {
    report.progress("SQL");
    List<String> command =
        jar.main(
            SqlProfiles.class,
            folder.toString(),
            String.valueOf(Machine.processors()),
            String.valueOf(plan.rounds()),
            rowsOf("sql").toString());
    TimedCommand.Took took = new TimedCommand(folder, folder.resolve("sql.log"), command).run();
    double load = 0;
    Matcher step = STEP.matcher(took.output());
    while (step.find()) {
      double seconds = Double.parseDouble(step.group(2));
      switch (step.group(1)) {
        case "load" -> load = seconds;
        case "table" -> turn(TABLE, seconds, Double.parseDouble(step.group(3)));
        case "json" -> turn(JSON, seconds, Double.parseDouble(step.group(3)));
        default -> {}
      }
    }
    return load;
  }

  private Path rowsOf(String who) {
    return folder.resolve("rows-" + who + ".ndjson");
  }

  private void turn(String title, double seconds, double busy) {
    turns.computeIfAbsent(title, key -> new ArrayList<>()).add(new Turn(seconds, busy));
  }

  private void show(Population population, long bytes, int rows, double load) {
    report.section("Rebuild, side by side");
    report.say(
        String.format(
            Locale.ROOT,
            "%,d profiles, %,d events of %,d bytes. All sides have the same %,d rows.",
            population.profiles(),
            events,
            bytes / events,
            rows),
        "");
    MarkdownTable table =
        new MarkdownTable(
            "medians of " + plan.rounds() + " rounds",
            "seconds",
            "events/s",
            "processors busy",
            "events/s of a processor",
            "times (b), of a processor");
    turns.forEach(
        (title, all) ->
            table.row(
                title,
                Report.number(middle(all, Turn::seconds)),
                whole(middle(all, turn -> events / turn.seconds())),
                Report.number(middle(all, turn -> turn.busy() / turn.seconds())),
                whole(middle(all, turn -> events / turn.busy())),
                turns.containsKey(TEXT) ? Report.number(ratio(title, TEXT)) : "–"));
    report.say(table.lines());
    report.say(
        "",
        "server-lite reads its history, runs the function and writes a staging table in DuckDB that takes the other's place at the end. Node is one process; it reads the events from a file in which they are grouped by profile already, and writes rows to a file. DuckDB reads columns, and runs no function: the same profile was written in SQL. Making its table of the events took "
            + Report.number(load)
            + " s and is not counted; that over the JSON parses only the fields that it needs, and nobody else's.");
    if (turns.containsKey(TEXT)) {
      report.atLeast(
          "rebuild_node",
          "rebuild, events/s of a processor, times those of Node, text in (b)",
          ratio(OURS, TEXT),
          1.5);
      report.figure(
          "rebuild_node_at_once",
          "the same, times those of Node, text in at once (b+)",
          ratio(OURS, ONCE));
    }
    report.figure("rebuild_sql", "the same, times those of SQL over a table", ratio(OURS, TABLE));
  }

  /** Of events for a second of a processor, within each round. */
  private double ratio(String who, String unit) {
    List<Double> ratios = new ArrayList<>();
    List<Turn> units = turns.getOrDefault(unit, List.of());
    List<Turn> all = turns.getOrDefault(who, List.of());
    for (int i = 0; i < Math.min(all.size(), units.size()); i++) {
      ratios.add(units.get(i).busy() / all.get(i).busy());
    }
    return Spread.of(ratios).middle();
  }

  private interface Figure {
    double of(Turn turn);
  }

  private static double middle(List<Turn> all, Figure figure) {
    return Spread.of(all.stream().map(figure::of).toList()).middle();
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}

package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Provokes the engine with one function, and sees that its next run and another function, which
 * runs all the while, do not suffer. What became of each case goes into {@code target/hostile.md}.
 */
final class Hostile implements AutoCloseable {

  /** Far above what any case takes on a busy machine, far below for ever. */
  static final Duration CONTAINED = Duration.ofSeconds(40);

  private static final Path TABLE = Path.of("target", "hostile.md");

  /** Of all classes: name, and the rest of the row. */
  private static final Map<String, String> ROWS = new TreeMap<>();

  /** As a server does; and what is cold takes longer than the shortest limits of these tests. */
  static final RunReport REHEARSAL = FunctionEngine.rehearse();

  final FunctionEngine engine;
  private final String theme;
  private final Neighbour neighbour;

  Hostile(String theme, Limits limits) {
    this.theme = theme;
    this.engine = new FunctionEngine(limits);
    this.neighbour = new Neighbour(load("export default () => ({ traits: { ok: true } })"));
  }

  /**
   * One line each: a name, the end as a regular expression, and the body, between {@code " | "}.
   */
  static Stream<Arguments> cases(String table) {
    return table
        .lines()
        .map(line -> line.split(" +\\| +", 3))
        .map(parts -> Arguments.of(parts[0], parts[1], parts[2]));
  }

  /** A module whose function does the body for the user {@code bad} and is good to others. */
  static String module(String body) {
    return "export default async (events, user, context) => { if (user.profileId === 'bad') { "
        + body
        + " } return { traits: { ok: true } } }";
  }

  ProfileFunction load(String code) {
    return engine.load(
        Bundle.of(
            new FunctionConfig("b1", "f", "f", null),
            "src/profiles/f.ts",
            code,
            "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}"));
  }

  /** Runs the body, checks its end and everybody else's well-being. */
  RunReport contains(String name, String end, String body) {
    try (ProfileFunction function = load(module(body))) {
      RunReport report = provoke(function, name);
      assertThat(text(report)).containsPattern(end);
      assertThat(text(run(function, "good"))).isEqualTo("row {\"ok\":true}");
      return report;
    }
  }

  /** Runs once, with a row for the table. */
  RunReport provoke(ProfileFunction function, String name) {
    Instant start = Instant.now();
    RunReport report = run(function, "bad");
    Duration took = Duration.between(start, Instant.now());
    note(name, report, took);
    assertThat(took).as("time until %s was contained", name).isLessThan(CONTAINED);
    neighbour.checkIsWell();
    return report;
  }

  static RunReport run(ProfileFunction function, String profileId) {
    return run(function, profileId, HostServices.none());
  }

  static RunReport run(ProfileFunction function, String profileId, HostServices services) {
    return function.run(
        new ProfileRun(
            new ProfileUser(profileId, profileId, "a1", Json.object()),
            List.of("{\"type\":\"page\"}".getBytes(StandardCharsets.UTF_8)),
            Map.of(),
            new ProfileRun.BuilderVersion("b1", 3),
            null,
            services));
  }

  /** {@code row} and the traits, or how it failed. */
  static String text(RunReport report) {
    if (report.outcome() instanceof Outcome.Row row) {
      return "row " + Json.text(row.result().traits());
    }
    return report.outcome() instanceof Outcome.Failed failed
        ? failed.error().name() + ": " + failed.error().message()
        : report.outcome().toString();
  }

  static List<String> log(RunReport report) {
    return report.logs().stream().map(LogLine::message).toList();
  }

  private void note(String name, RunReport report, Duration took) {
    String end = text(report).replace("|", "\\|").replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    synchronized (ROWS) {
      ROWS.put(
          theme + " | " + name,
          (end.length() > 150 ? end.substring(0, 150) + "…" : end) + " | " + took.toMillis());
    }
  }

  @Override
  public void close() {
    neighbour.close();
    engine.close();
    StringBuilder table =
        new StringBuilder("| theme | case | how it ended | ms |\n|---|---|---|---:|\n");
    synchronized (ROWS) {
      ROWS.forEach((name, rest) -> table.append("| " + name + " | " + rest + " |\n"));
    }
    try {
      Files.createDirectories(TABLE.getParent());
      // Not writeString, which refuses what some of these functions return.
      Files.write(TABLE, table.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package com.jitsu.maven.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.json}: all that a test run found out, for programs.
 *
 * <pre>
 * {"tests": 2, "failures": 1, "errors": 0, "skipped": 0, "flakes": 0,
 *  "functions": [{"slug": "ltv", "seconds": 0.012, "fixtures": [
 *    {"name": "an order", "file": "src/test/profiles/ltv/01.fixture.yaml", "line": 9, "status": "passed",
 *     "seconds": 0.002, "logs": [{"level": "info", "message": "1 order"}]},
 *    {"name": "a visitor", …, "status": "failed", "summary": "the row is not as expected",
 *     "differences": [{"path": "traits.ltv", "expected": "1 (number)", "found": "absent",
 *                      "at": "src/profiles/ltv.ts:3:9"}]}]}],
 *  "laws": [{"slug": "ltv", "broken": []}]}
 * </pre>
 *
 * A {@code status} is {@code passed}, {@code failed}, {@code errored} or {@code skipped}; {@code
 * runs} is there when a fixture was run again.
 */
public final class ResultsJson {

  private ResultsJson() {}

  /** Writes or replaces the file. */
  public static void write(List<FunctionReport> reports, List<LawReport> laws, Path file)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ObjectNode json = json(reports);
    ArrayNode held = json.putArray("laws");
    laws.forEach(each -> held.add(each.toJson()));
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static ObjectNode json(List<FunctionReport> reports) {
    Counts all = Counts.of(reports);
    ObjectNode json = Json.object();
    json.put("tests", all.run())
        .put("failures", all.failures())
        .put("errors", all.errors())
        .put("skipped", all.skipped())
        .put("flakes", all.flakes());
    ArrayNode functions = json.putArray("functions");
    reports.forEach(report -> functions.add(function(report)));
    return json;
  }

  private static ObjectNode function(FunctionReport report) {
    ObjectNode json = Json.object();
    json.put("slug", report.slug()).put("seconds", seconds(report.took()));
    ArrayNode fixtures = json.putArray("fixtures");
    report.results().forEach(result -> fixtures.add(fixture(report, result)));
    for (Fixture skipped : report.skipped()) {
      fixtures.add(named(skipped).put("status", "skipped"));
    }
    return json;
  }

  private static ObjectNode fixture(FunctionReport report, FixtureResult result) {
    FixtureRun run = result.run();
    ObjectNode json = named(run.fixture());
    String status = result.fold(passed -> "passed", failed -> "failed", errored -> "errored");
    json.put("status", status);
    json.put("seconds", seconds(run.took()));
    int runs = report.earlier(result).size() + 1;
    if (runs > 1) {
      json.put("runs", runs);
    }
    if (result instanceof Failed failed) {
      json.put("summary", failed.summary());
      ArrayNode differences = json.putArray("differences");
      failed.differences().forEach(each -> differences.add(difference(each)));
    } else if (result instanceof Errored errored) {
      ObjectNode error = json.putObject("error");
      error
          .put("name", errored.error().name())
          .put("message", errored.error().message())
          .put("text", errored.error().text());
      at(error, errored.place());
    }
    if (!run.logs().isEmpty()) {
      ArrayNode logs = json.putArray("logs");
      for (LogLine line : run.logs()) {
        logs.addObject()
            .put("level", line.level().name().toLowerCase(Locale.ROOT))
            .put("message", line.message());
      }
    }
    return json;
  }

  private static ObjectNode named(Fixture fixture) {
    return Json.object()
        .put("name", fixture.name())
        .put("file", fixture.source())
        .put("line", fixture.line());
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode json = Json.object();
    json.put("path", difference.path())
        .put("expected", difference.expected())
        .put("found", difference.found());
    at(json, difference.place());
    return json;
  }

  private static void at(ObjectNode json, @Nullable Position place) {
    if (place != null) {
      json.put("at", place.text());
    }
  }

  /** To the millisecond. */
  private static double seconds(Duration took) {
    return Math.round(took.toNanos() / 1e6) / 1e3;
  }
}

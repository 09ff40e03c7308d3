package com.jitsu.maven.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.fixtures.mutation.Mutant;
import com.jitsu.sdk.fixtures.mutation.MutationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the mutants: for the console, and for other tools. */
public final class MutationText {

  private MutationText() {}

  /**
   * The figures, then every survivor with its line:
   *
   * <pre>
   * Mutation check: fixtures notice 171 of 184 changed operators (92 %)
   * What no fixture notices:
   *   src/profiles/rfm.ts:22:9  &lt; became &lt;=
   *     const lastYear = orders.filter((order) =&gt; daysAgo(order.at) &lt; 365);
   * </pre>
   */
  public static List<String> lines(MutationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Mutation check: fixtures notice %,d of %,d changed operators (%d %%)",
            report.noticed(),
            report.total(),
            report.percent()));
    if (!report.survivors().isEmpty()) {
      lines.add("What no fixture notices:");
    }
    for (Mutant survivor : report.survivors()) {
      lines.add("  " + survivor.text());
      lines.add("    " + survivor.line());
    }
    return lines;
  }

  /**
   * {@code {"total": 2, "noticed": 1, "percent": 50, "mutants": [{"source": "src/profiles/rfm.ts",
   * "line": 22, "column": 9, "original": "<", "changed": "<=", "code": "…", "noticedBy": "rfm#six
   * orders"}]}}; a survivor has no {@code noticedBy}.
   */
  public static ObjectNode toJson(MutationReport report) {
    ObjectNode json = Json.object();
    json.put("total", report.total());
    json.put("noticed", report.noticed());
    json.put("percent", report.percent());
    ArrayNode mutants = json.putArray("mutants");
    for (MutationReport.Verdict verdict : report.verdicts()) {
      Mutant mutant = verdict.mutant();
      ObjectNode each = mutants.addObject();
      each.put("source", mutant.place().source());
      each.put("line", mutant.place().line());
      each.put("column", mutant.place().column());
      each.put("original", mutant.original());
      each.put("changed", mutant.changed());
      each.put("code", mutant.line());
      if (verdict.noticedBy() != null) {
        each.put("noticedBy", verdict.noticedBy());
      }
    }
    return json;
  }

  /** Writes or replaces the file. */
  public static void write(MutationReport report, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, toJson(report).toPrettyString() + "\n");
  }
}

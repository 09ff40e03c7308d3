package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import com.jitsu.sdk.engine.coverage.FileCoverage.FunctionHits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageReportTest {

  private static final FileCoverage ORDERS =
      new FileCoverage(
          "src/profiles/lib/orders.ts",
          new TreeMap<>(Map.of(3, 8L, 4, 0L, 7, 0L, 9, 2L, 12, 0L)),
          List.of(
              new FunctionHits(2, 8, "orderOf", 8),
              new FunctionHits(6, 3, "text", 0),
              new FunctionHits(11, 3, "text", 0),
              new FunctionHits(12, 20, "(anonymous 12:20)", 0)));

  private static final FileCoverage VISIT =
      new FileCoverage("src/profiles/last-visit.ts", new TreeMap<>(Map.of(1, 4L)), List.of());

  private static final Coverage COVERAGE = new Coverage(List.of(VISIT, ORDERS));

  @Test
  void theConsoleShowsFilesAndWhatIsNotCovered() {
    List<String> lines = new ArrayList<>();
    new CoverageConsole(text -> lines.add("[INFO] " + text))
        .show(COVERAGE, "target/jitsu/coverage/index.html");
    Golden.assertMatches("coverage-console.txt", String.join("\n", lines));
  }

  @Test
  void lcovHasLinesAndFunctions() {
    Golden.assertMatches("lcov.info", Lcov.text(COVERAGE));
  }

  @Test
  void onlyWhatIsCompleteIsAHundredPercent() {
    assertThat(Percent.text(1999, 2000)).isEqualTo("99.9%");
    assertThat(Percent.text(2000, 2000)).isEqualTo("100.0%");
    assertThat(Percent.text(0, 0)).isEqualTo("100.0%");
  }

  @Test
  void linesWithNothingInBetweenAreOneRange() {
    assertThat(LineRanges.notRun(new TreeMap<>(Map.of(1, 0L, 2, 1L, 5, 0L, 9, 0L, 10, 0L))))
        .containsExactly("1", "5-10");
  }

  @Test
  void aTableIsNotWiderThanItsFirstRanges() {
    TreeMap<Integer, Long> lines = new TreeMap<>();
    for (int line = 1; line <= 40; line++) {
      lines.put(line, line % 2L);
    }
    List<String> shown = new ArrayList<>();
    new CoverageConsole(shown::add)
        .show(new Coverage(List.of(new FileCoverage("a.ts", lines, List.of()))), "index.html");
    assertThat(shown).anySatisfy(line -> assertThat(line).endsWith("14, 16, and 12 more"));
  }

  @Test
  void filesBelowAMinimumAreNamedWithTheirLines() {
    assertThat(CoverageConsole.below(COVERAGE, 80))
        .containsExactly("src/profiles/lib/orders.ts has 40.0%, not covered: 4-7, 12");
    assertThat(CoverageConsole.percentText(COVERAGE)).isEqualTo("50.0%");
  }

  @Test
  void pagesShowTheLinesAndThoseOfAnEarlierRunGo(@TempDir Path root) throws IOException {
    Path source = root.resolve("src/profiles/a&b ü.ts");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "const a = \"<script>\";\r\n// nothing\r\nconst b = 1;");
    FileCoverage file =
        new FileCoverage("src/profiles/a&b ü.ts", new TreeMap<>(Map.of(1, 3L, 3, 0L)), List.of());
    CoverageFolder folder = new CoverageFolder(root.resolve("coverage"));
    Path stale = root.resolve("coverage/src/old.ts.html");
    Files.createDirectories(stale.getParent());
    Files.writeString(stale, "old");

    folder.write(new Coverage(List.of(file)), root);

    assertThat(stale).doesNotExist();
    assertThat(root.resolve("coverage/lcov.info")).content().startsWith("TN:\nSF:src/profiles/a&b");
    assertThat(folder.index())
        .content()
        .contains("<a href=\"src/profiles/a&amp;b%20%C3%BC.ts.html\">src/profiles/a&amp;b ü.ts</a>")
        .contains("1 of 2 lines ran in fixtures, 50.0%");
    assertThat(root.resolve("coverage/src/profiles/a&b ü.ts.html"))
        .content()
        .contains("<a href=\"../../index.html\">")
        .contains("<tr id=\"L1\" class=\"yes\">", "const a = &quot;&lt;script&gt;&quot;;</td>")
        .contains("<tr id=\"L2\"><td", "<tr id=\"L3\" class=\"no\">", ">never<")
        .contains("not covered: <a href=\"#L3\">3</a>")
        .doesNotContain("<script", "http://", "https://");
  }
}

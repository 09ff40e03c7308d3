package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Expectation;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import com.jitsu.sdk.fixtures.FixtureResult.Passed;
import com.jitsu.sdk.fixtures.Traces;
import com.jitsu.sdk.fixtures.World;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class FixtureReportTest {

  private static final Position PLACE = new Position("src/profiles/lifetime-value.ts", 22, 9);

  private static final FunctionReport GREEN =
      new FunctionReport(
          "last-visit",
          List.of(new Passed(run("last-visit", "two visits", List.of()))),
          Duration.ofMillis(212));

  private static final FunctionReport MIXED =
      new FunctionReport(
          "lifetime-value",
          List.of(
              new Passed(run("lifetime-value", "a visitor", List.of())),
              new Failed(
                  run(
                      "lifetime-value",
                      "orders are summed",
                      List.of(new LogLine(LogLine.Level.INFO, "1 order is not in EUR"))),
                  "the row is not as expected",
                  List.of(
                      new Difference("traits.ltv", "\"40.5\" (string)", "40.5 (number)", PLACE),
                      new Difference("traits.first", "absent", "null", null))),
              new Errored(
                  run("lifetime-value", "a broken order", List.of()),
                  new GuestError(
                      "TypeError",
                      "Cannot read properties of undefined (reading 'total')",
                      List.of(
                          new GuestError.Frame("total", "src/profiles/lib/orders.ts", 12, 7),
                          new GuestError.Frame("", "src/profiles/lifetime-value.ts", 30, 3))),
                  PLACE)),
          Duration.ofMillis(412));

  @Test
  void theConsoleShowsOnlyWhatDiffers() {
    List<String> lines = new ArrayList<>();
    FixtureConsole console =
        new FixtureConsole(
            text -> lines.add("[INFO] " + text), text -> lines.add("[ERROR] " + text));
    for (FunctionReport report : List.of(GREEN, MIXED)) {
      console.running(report.slug());
      console.ran(report);
    }
    console.results(GREEN.counts().plus(MIXED.counts()));
    Golden.assertMatches("test-console.txt", String.join("\n", lines));
  }

  @Test
  void theXmlIsSurefires() {
    Golden.assertMatches("TEST-jitsu.lifetime-value.xml", SurefireXml.text(MIXED));
  }

  @Test
  void theXmlIsWellFormedWhateverAFunctionWrites() throws Exception {
    FunctionReport nasty =
        new FunctionReport(
            "nasty",
            List.of(
                new Errored(
                    run(
                        "nasty",
                        "<&\"'>",
                        List.of(new LogLine(LogLine.Level.WARN, "]]> \u0000 \uD800 \n\t 😀"))),
                    new GuestError("Error", "\u001B[31mred", List.of()),
                    null)),
            Duration.ZERO);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(SurefireXml.text(nasty))))
            .getDocumentElement();
    Element testCase = (Element) suite.getElementsByTagName("testcase").item(0);
    assertThat(testCase.getAttribute("name")).isEqualTo("<&\"'>");
    assertThat(testCase.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo("warn: ]]> \uFFFD \uFFFD \n\t 😀");
  }

  @Test
  void anOlderReportIsReplaced(@TempDir Path folder) throws IOException {
    SurefireXml.write(MIXED, folder.resolve("surefire-reports"));
    SurefireXml.write(MIXED, folder.resolve("surefire-reports"));
    assertThat(folder.resolve("surefire-reports/TEST-jitsu.lifetime-value.xml"))
        .hasContent(SurefireXml.text(MIXED));
  }

  @Test
  void figuresAddUp() {
    assertThat(GREEN.counts().isGreen()).isTrue();
    assertThat(GREEN.counts().plus(MIXED.counts())).isEqualTo(new Counts(4, 1, 1));
  }

  private static FixtureRun run(String slug, String name, List<LogLine> logs) {
    Fixture fixture =
        new Fixture(
            name,
            "src/test/profiles/" + slug + "/" + name.replace(' ', '-') + ".fixture.yaml",
            14,
            List.of(),
            new ProfileUser("u1", "", "", Json.object()),
            Map.of(),
            Fixture.DEFAULT_NOW,
            World.empty(),
            new Expectation.NoRow(),
            Traces.any());
    return new FixtureRun(
        slug, "src/profiles/" + slug + ".ts", fixture, Duration.ofMillis(31), logs);
  }
}

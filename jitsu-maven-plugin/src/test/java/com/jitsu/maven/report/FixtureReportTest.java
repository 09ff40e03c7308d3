package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.maven.report.FixtureConsole.Logs;
import com.jitsu.maven.report.FunctionReport.Counts;
import com.jitsu.maven.report.FunctionReport.Rerun;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.fixtures.Chain;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Expectation;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureResult.Errored;
import com.jitsu.sdk.fixtures.FixtureResult.Failed;
import com.jitsu.sdk.fixtures.FixtureResult.FixtureRun;
import com.jitsu.sdk.fixtures.FixtureResult.Passed;
import com.jitsu.sdk.fixtures.Traces;
import com.jitsu.sdk.fixtures.World;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class FixtureReportTest {

  private static final Position PLACE = new Position("src/profiles/lifetime-value.ts", 22, 9);

  private static final FunctionReport GREEN =
      new FunctionReport(
          "last-visit",
          List.of(
              new Passed(
                  run(
                      "last-visit",
                      "two visits",
                      List.of(
                          new LogLine(LogLine.Level.DEBUG, "2 pages"),
                          new LogLine(LogLine.Level.INFO, "a late event"))))),
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
                      List.of(
                          new LogLine(LogLine.Level.INFO, "1 order is not in EUR"),
                          new LogLine(
                              LogLine.Level.ERROR,
                              "Error: no rate\n    at rate (src/profiles/lib/rates.ts:3:9)"))),
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

  /** One that passed in its second run, one that never did, one that had no turn. */
  private static final FunctionReport RERUN = rerun();

  private static FunctionReport rerun() {
    FixtureRun flaky = run("rfm", "a champion", List.of());
    FixtureRun slow = run("rfm", "long gone", List.of());
    Errored timeout =
        new Errored(
            slow,
            new GuestError("Error", "the function took longer than 5000 ms", List.of()),
            PLACE);
    Failed wrong =
        new Failed(
            flaky,
            "the row is not as expected",
            List.of(new Difference("traits.r", "5 (number)", "4 (number)", PLACE)));
    return new FunctionReport(
        "rfm",
        List.of(new Passed(flaky), timeout),
        List.of(
            new Rerun(flaky.fixture(), List.of(wrong)),
            new Rerun(slow.fixture(), List.of(timeout))),
        List.of(run("rfm", "the edges", List.of()).fixture()),
        Duration.ofMillis(10_212));
  }

  @Test
  void theConsoleTellsRerunsAndTheSlowest() {
    List<String> lines = new ArrayList<>();
    FixtureConsole console = console(lines);
    console.running("rfm");
    console.ran(RERUN);
    console.slowest(List.of(GREEN, RERUN), 2);
    console.results(RERUN.counts());
    Golden.assertMatches("test-console-reruns.txt", String.join("\n", lines));
  }

  @Test
  void everyReportIsValidBySurefiresSchema() throws Exception {
    // Unpacked from Surefire's own sources by the build.
    Validator schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Path.of("target", "surefire-schema", "surefire-test-report.xsd").toFile())
            .newValidator();
    for (FunctionReport report : List.of(GREEN, MIXED, RERUN)) {
      schema.validate(new StreamSource(new StringReader(SurefireXml.text(report))));
    }
    Golden.assertMatches("TEST-jitsu.rfm.xml", SurefireXml.text(RERUN));
  }

  @Test
  void theResultsAreThereForPrograms(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("jitsu/results.json");
    ResultsJson.write(
        List.of(GREEN, MIXED, RERUN), List.of(new LawReport("rfm", List.of(), null)), file);
    Golden.assertMatches("results.json", Files.readString(file));
  }

  private static FixtureConsole console(List<String> lines) {
    return new FixtureConsole(
        Logs.ALL, text -> lines.add("[INFO] " + text), text -> lines.add("[ERROR] " + text));
  }

  @Test
  void theConsoleShowsOnlyWhatDiffers() {
    Golden.assertMatches("test-console.txt", console(Logs.ALL));
  }

  @Test
  void logLinesAreShownForWhomTheyAreWanted() {
    assertThat(console(Logs.ALL)).contains("late event", "not in EUR").doesNotContain("2 pages");
    assertThat(console(Logs.FAILED)).contains("not in EUR").doesNotContain("late event");
    assertThat(console(Logs.NONE)).doesNotContain("not in EUR", "late event", "  log ");
  }

  @Test
  void aTalkativeFixtureThatPassesIsCutShort() {
    List<String> lines = new ArrayList<>();
    List<LogLine> logs =
        IntStream.rangeClosed(1, 12)
            .mapToObj(n -> new LogLine(LogLine.Level.INFO, "event " + n))
            .toList();
    new FixtureConsole(Logs.ALL, lines::add, lines::add)
        .ran(
            new FunctionReport(
                "chatty", List.of(new Passed(run("chatty", "a day", logs))), Duration.ZERO));

    assertThat(lines)
        .startsWith("chatty#a day", "  log info: event 1")
        .contains("  log info: event 10", "  and 2 more")
        .doesNotContain("  log info: event 11");
  }

  @Test
  void manyTalkativeFixturesAreCutShort() {
    List<String> lines = new ArrayList<>();
    List<LogLine> log = List.of(new LogLine(LogLine.Level.INFO, "here"));
    List<FixtureResult> results =
        IntStream.rangeClosed(1, 23)
            .<FixtureResult>mapToObj(n -> new Passed(run("chatty", "day " + n, log)))
            .toList();
    new FixtureConsole(Logs.ALL, lines::add, lines::add)
        .ran(new FunctionReport("chatty", results, Duration.ZERO));

    assertThat(lines)
        .contains("chatty#day 5", "18 more fixtures have log lines, see the XML")
        .doesNotContain("chatty#day 6");
  }

  private static String console(Logs logs) {
    List<String> lines = new ArrayList<>();
    FixtureConsole console =
        new FixtureConsole(
            logs, text -> lines.add("[INFO] " + text), text -> lines.add("[ERROR] " + text));
    for (FunctionReport report : List.of(GREEN, MIXED)) {
      console.running(report.slug());
      console.ran(report);
    }
    console.results(GREEN.counts().plus(MIXED.counts()));
    return String.join("\n", lines);
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
    assertThat(GREEN.counts().plus(MIXED.counts())).isEqualTo(new Counts(4, 1, 1, 0, 0));
  }

  private static FixtureRun run(String slug, String name, List<LogLine> logs) {
    Fixture fixture =
        new Fixture(
            name,
            "src/test/profiles/" + slug + "/" + name.replace(' ', '-') + ".fixture.yaml",
            14,
            List.of(),
            List.of(),
            new ProfileUser("u1", "", "", Json.object()),
            Map.of(),
            Fixture.DEFAULT_NOW,
            World.empty(),
            new Expectation.NoRow(),
            Traces.any(),
            Chain.none());
    return new FixtureRun(
        slug, "src/profiles/" + slug + ".ts", fixture, Duration.ofMillis(31), logs);
  }
}

package com.jitsu.benchmarks.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSideTest {

  private static final Path EXAMPLES = Path.of("..", "examples", "src", "profiles");

  @TempDir Path folder;

  @Test
  void readsHowManyFixturesHavePassed() {
    String one =
        "[INFO] Tests run: 50, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in rfm\n";

    assertThat(
            MavenSide.passedIn(
                one
                    + "[INFO] \n[INFO] Tests run: 200, Failures: 0, Errors: 0, Skipped: 0\n[INFO] \n"))
        .isEqualTo(200);
    assertThat(MavenSide.passedIn(one)).isEqualTo(-1);
    assertThat(MavenSide.passedIn("[ERROR] Tests run: 200, Failures: 1, Errors: 0, Skipped: 0\n"))
        .isEqualTo(-1);
  }

  @Test
  void readsHowManyTestsOfJestHavePassed() {
    assertThat(
            JestSide.passedIn(
                "Test Suites: 4 passed, 4 total\nTests:       200 passed, 200 total\n"))
        .isEqualTo(200);
    assertThat(JestSide.passedIn("Tests:       1 failed, 199 passed, 200 total\n")).isEqualTo(-1);
    assertThat(JestSide.passedIn("Tests:       199 passed, 200 total\n")).isEqualTo(-1);
    assertThat(JestSide.passedIn("No tests found, exiting with code 0\n")).isEqualTo(-1);
  }

  @Test
  void jestGetsTheSameCasesAndSources() throws IOException {
    List<TestCase> cases = MadeCases.of(8);
    List<Expected> expected =
        cases.stream().map(each -> new Expected(each, Json.parse("{\"traits\":{}}"))).toList();
    JestSide side = new JestSide(new JitsuCli(folder), folder, JestSide.Style.JSON);

    side.write(EXAMPLES, expected);

    Path tests = folder.resolve("project/__tests__/profiles");
    var written = Json.parse(Files.readString(tests.resolve("rfm.cases.json")));
    assertThat(written).hasSize(2);
    assertThat(written.path(1).path("name").asText()).isEqualTo(cases.get(5).name());
    assertThat(Json.text(written.path(1).path("events")))
        .isEqualTo(
            cases.get(5).events().stream()
                .map(Json::text)
                .collect(Collectors.joining(",", "[", "]")));
    assertThat(written.path(1).path("user")).isEqualTo(cases.get(5).user().toJson());
    assertThat(tests.resolve("rfm.test.ts")).content().contains("\"../../src/profiles/rfm\"");
    assertThat(side.profiles().resolve("rfm.ts"))
        .hasSameTextualContentAs(EXAMPLES.resolve("rfm.ts"));
  }

  @Test
  void orHasThemInTheTestItself() throws IOException {
    TestCase given = MadeCases.of(2).get(1);
    JestSide side = new JestSide(new JitsuCli(folder), folder, JestSide.Style.WRITTEN_OUT);

    side.write(EXAMPLES, List.of(new Expected(given, Json.parse("{\"traits\":{\"n\":1}}"))));

    assertThat(folder.resolve("project/__tests__/profiles/rfm.test.ts"))
        .content()
        .contains("  it(\"" + given.name() + "\", async () => {\n")
        .contains("      " + Json.text(given.events().get(0)) + ",\n")
        .endsWith("    expect(result).toEqual({\"traits\":{\"n\":1}});\n  });\n});\n");
  }

  @Test
  void aChangedFunctionIsOneThatNobodyHasSeen() throws IOException {
    FunctionSources.copy(EXAMPLES, folder);

    FunctionSources.change(folder, 1);
    String once = Files.readString(folder.resolve("rfm.ts"));
    FunctionSources.change(folder, 2);

    assertThat(once).isEqualTo(Files.readString(EXAMPLES.resolve("rfm.ts")) + "\n// change 1\n");
    assertThat(Files.readString(folder.resolve("rfm.ts"))).isEqualTo(once + "\n// change 2\n");
    assertThat(folder.resolve("sessions.ts"))
        .hasSameTextualContentAs(EXAMPLES.resolve("sessions.ts"));
  }
}

package com.jitsu.maven.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.maven.report.FunctionReport;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureReader;
import com.jitsu.sdk.fixtures.FixtureRunner;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());

  @TempDir Path root;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void reportsComeInTheOrderOfTheFunctionsHoweverLongEachTakes() throws Exception {
    List<Turn> turns =
        List.of(
            turn("slow", "let n = 0; for (let i = 0; i < 300_000; i++) n += i; return {};", 1, 1),
            turn("a", "return {};", 2, 0),
            turn("b", "return {};", 3, 0));
    List<String> told = new ArrayList<>();

    run(new TestRules(0, 0, 3), turns, told);

    assertThat(told)
        .containsExactly("begins slow", "slow 2/1", "begins a", "a 2/0", "begins b", "b 3/0");
  }

  @Test
  void whatFailsIsRunAgainAsOftenAsAsked() throws Exception {
    List<FunctionReport> reports =
        run(new TestRules(2, 0, 1), List.of(turn("f", "return {};", 1, 1)), new ArrayList<>());

    assertThat(reports)
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.reruns()).hasSize(1);
              assertThat(report.reruns().get(0).fixture().name()).isEqualTo("wrong 0");
              assertThat(report.reruns().get(0).earlier()).hasSize(2);
              assertThat(report.counts().failures()).isEqualTo(1);
              assertThat(report.counts().flakes()).isZero();
            });
  }

  @Test
  void afterEnoughFailuresTheRestIsSkippedInEveryFunction() throws Exception {
    List<FunctionReport> reports =
        run(
            new TestRules(0, 2, 4),
            List.of(turn("f", "return {};", 1, 3), turn("g", "return {};", 2, 0)),
            new ArrayList<>());

    assertThat(reports)
        .extracting(report -> report.counts().text())
        .containsExactly(
            "Tests run: 4, Failures: 2, Errors: 0, Skipped: 1",
            "Tests run: 2, Failures: 0, Errors: 0, Skipped: 2");
    assertThat(reports.get(0).skipped()).extracting(Fixture::name).containsExactly("wrong 2");
  }

  @Test
  void aFunctionThatCannotBeLoadedIsTold() throws Exception {
    Turn turn =
        new Turn(
            bundle("f", "throw new Error('at the top')", ""),
            List.of(fixture("f", "right", "traits: {}")));

    assertThatThrownBy(() -> run(new TestRules(0, 0, 2), List.of(turn), new ArrayList<>()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("at the top");
  }

  private List<FunctionReport> run(TestRules rules, List<Turn> turns, List<String> told)
      throws InterruptedException {
    List<FunctionReport> reports = new ArrayList<>();
    new TestRun(new FixtureRunner(ENGINE), rules)
        .run(
            turns,
            turn -> told.add("begins " + turn.slug()),
            (turn, report) -> {
              reports.add(report);
              told.add(
                  report.slug() + " " + report.counts().run() + "/" + report.counts().failures());
            });
    return reports;
  }

  private Turn turn(String slug, String body, int right, int wrong) throws IOException {
    List<Fixture> fixtures = new ArrayList<>();
    for (int i = 0; i < right; i++) {
      fixtures.add(fixture(slug, "right " + i, "traits: {}"));
    }
    for (int i = 0; i < wrong; i++) {
      fixtures.add(fixture(slug, "wrong " + i, "traits: { n: 1 }"));
    }
    return new Turn(bundle(slug, "", body), fixtures);
  }

  private Fixture fixture(String slug, String name, String expected) throws IOException {
    Path file =
        root.resolve("src/test/profiles/" + slug + "/" + name.replace(' ', '-') + ".fixture.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "name: " + name + "\nuser: { profileId: u1 }\nevents: []\nexpect: { " + expected + " }\n");
    return new FixtureReader(root).read(file).get(0);
  }

  private static Bundle bundle(String slug, String top, String body) {
    return Bundle.of(
        new FunctionConfig("b1", slug, slug, null),
        "src/profiles/" + slug + ".js",
        top + "\nexport default (events, user, context) => { " + body + " };\n",
        Bundle.NO_SOURCE_MAP);
  }
}

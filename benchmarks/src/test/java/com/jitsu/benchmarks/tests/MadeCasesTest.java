package com.jitsu.benchmarks.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.OwnEsbuild;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.ProjectSources;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureReader;
import com.jitsu.sdk.fixtures.FixtureResult;
import com.jitsu.sdk.fixtures.FixtureRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeCasesTest {

  private static final Path EXAMPLES = Path.of("..", "examples", "src", "profiles");
  private static final Path ESBUILD = Path.of("target", "esbuild").toAbsolutePath();

  @TempDir Path project;

  @Test
  void aCaseIsTheSameInEveryRunAndWhateverTheNumberOfAll() {
    assertThat(MadeCases.of(12))
        .isEqualTo(MadeCases.of(12))
        .isEqualTo(MadeCases.of(40).subList(0, 12));
    assertThat(new HashSet<>(MadeCases.of(40))).hasSize(40);
  }

  @Test
  void eachFunctionHasItsShareOfTheCases() {
    assertThat(
            MadeCases.of(200).stream()
                .collect(Collectors.groupingBy(TestCase::function, Collectors.counting())))
        .isEqualTo(
            Map.of("lifetime-value", 50L, "rfm", 50L, "sessions", 50L, "subscription-status", 50L));
  }

  @Test
  void theFixturesOfAllCasesPassAndSaySomething() throws IOException {
    List<Expected> all = expected(24);
    FixtureReader reader = new FixtureReader(project);
    try (FunctionEngine engine = new FunctionEngine(Limits.test())) {
      Bundler bundler = new Bundler(project, new Esbuild(OwnEsbuild.find(ESBUILD)));
      Map<String, Bundle> functions =
          bundler.bundle(ProjectSources.find(project)).stream()
              .collect(Collectors.toMap(each -> each.config().slug(), each -> each));
      FixtureRunner runner = new FixtureRunner(engine);
      for (Expected each : all) {
        Path file = project.resolve(each.given().number() + ".fixture.yaml");
        Files.writeString(file, FixtureText.of(each));
        Fixture fixture = reader.read(file).get(0);
        assertThat(fixture.user()).isEqualTo(each.given().user());
        assertThat(fixture.events().stream().map(event -> Json.text(Json.parse(event))))
            .containsExactlyElementsOf(each.given().events().stream().map(Json::text).toList());
        assertThat(runner.run(functions.get(each.given().function()), fixture))
            .isInstanceOf(FixtureResult.Passed.class);
      }
    }
    Set<String> results =
        all.stream().map(each -> Json.text(each.result())).collect(Collectors.toSet());
    assertThat(results).hasSizeGreaterThan(15).contains("null");
  }

  @Test
  void aFixtureIsWrittenAsAPersonWould() {
    ObjectNode event =
        (ObjectNode)
            Json.parse(
                "{\"type\":\"track\",\"event\":\"Order Completed\",\"timestamp\":\"2026-01-02T10:00:00.000Z\",\"properties\":{\"orderId\":\"o-1\",\"total\":12.5,\"gift\":\"yes\",\"products\":[{\"sku\":\"s-1\"}]}}");
    TestCase given =
        new TestCase(
            "rfm",
            7,
            List.of(event),
            Map.of("RATES", "USD=0.92", "CURRENCY", "EUR"),
            Instant.parse("2026-02-01T00:00:00Z"));
    Expected expected =
        new Expected(
            given,
            Json.parse(
                "{\"tableName\":\"rfm\",\"traits\":{\"rfm\":\"511\",\"last\":\"2026-01-02T10:00:00.000Z\",\"plan\":null}}"));

    assertThat(FixtureText.of(expected))
        .isEqualTo(
            """
            name: "customer 7, 1 events"
            now: 2026-02-01T00:00:00Z
            env: { CURRENCY: EUR, RATES: "USD=0.92" }
            user: { profileId: u-7, userId: u-7, anonymousId: a-7, traits: {} }
            events:
              - type: track
                event: Order Completed
                timestamp: 2026-01-02T10:00:00.000Z
                properties: { orderId: o-1, total: 12.5, gift: "yes", products: [{ sku: s-1 }] }
            expect:
              traits:
                rfm: "511"
                last: "2026-01-02T10:00:00.000Z"
                plan: null
              result: { tableName: rfm }
            """);
  }

  private List<Expected> expected(int count) throws IOException {
    FunctionSources.copy(EXAMPLES, project.resolve("src").resolve("profiles"));
    return Expectations.of(MadeCases.of(count), project, ESBUILD);
  }
}

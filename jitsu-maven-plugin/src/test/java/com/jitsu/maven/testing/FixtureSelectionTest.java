package com.jitsu.maven.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.fixtures.Chain;
import com.jitsu.sdk.fixtures.Expectation;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.Traces;
import com.jitsu.sdk.fixtures.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixtureSelectionTest {

  private static final List<Fixture> FIXTURES =
      List.of(fixture("01-a-customer", "orders are summed"), fixture("02-a-visitor", "no order"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "null                     | 2",
        "''                       | 2",
        "ltv                      | 2",
        "l*                       | 2",
        "last-visit               | 0",
        "ltv#orders are summed    | 1",
        "ltv#01*                  | 1",
        "*#0?-a-*                 | 2",
        "ltv#order                | 0",
        "ltv#01*,ltv#02*          | 2",
        "!ltv                     | 0",
        "ltv,!ltv#02*             | 1",
        "!*#no order              | 1",
        "LTV                      | 0",
      })
  void selects(@Nullable String typed, int count) {
    assertThat(new FixtureSelection(typed, null).of("ltv", FIXTURES)).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ltv#in every currency | '' | 2",
        "ltv#in every*USD]     | '' | 1",
        "''                    | smoke | 1",
        "''                    | smoke,money | 2",
        "''                    | !money | 1",
        "''                    | slow | 0",
        "*#*USD]               | smoke | 0",
      })
  void namesWithoutTheValuesOfAMatrixAndTagsSelect(String typed, String tags, int count) {
    List<Fixture> fixtures =
        List.of(
            fixture("03", "in every currency [env.CURRENCY=EUR]", "smoke"),
            fixture("03", "in every currency [env.CURRENCY=USD]", "money"));

    assertThat(new FixtureSelection(typed, tags).of("ltv", fixtures)).hasSize(count);
  }

  private static Fixture fixture(String file, String name, String... tags) {
    return new Fixture(
        name,
        "src/test/profiles/ltv/" + file + ".fixture.yaml",
        1,
        List.of(tags),
        List.of(),
        new ProfileUser("u1", "", "", Json.object()),
        Map.of(),
        Fixture.DEFAULT_NOW,
        World.empty(),
        new Expectation.NoRow(),
        Traces.any(),
        Chain.none());
  }
}

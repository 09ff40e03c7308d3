package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many profiles in one call. */
class ProfileFunctionTest {

  private static final FunctionEngine ENGINE =
      new FunctionEngine(Limits.test().withTime(Duration.ofMillis(1_500)));

  private static final String CODE =
      """
      let n = 0;
      export default async (events, user, { props }) => {
        n++;
        if (user.profileId === "endless") for (;;) {}
        if (user.profileId === "stray") [].indexOf.call({ length: 2 ** 53 - 1 }, 5);
        if (user.profileId === "throws") throw new TypeError("no");
        return { traits: { id: user.profileId, n, unit: props.UNIT } };
      };
      """;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void reportsComeInTheOrderOfTheRuns() {
    assertThat(outcomes("a", "b", "throws", "c")).containsExactly("a 1", "b 2", "TypeError", "c 4");
  }

  @Test
  void aRunThatIsEndedByForceFailsAloneAndTheModuleStartsAnew() {
    assertThat(outcomes("a", "endless", "b", "c"))
        .containsExactly("a 1", "TimeoutError", "b 1", "c 2");
  }

  @Test
  void aRunThatIsGivenUpFailsAloneToo() {
    assertThat(outcomes("a", "stray", "b")).containsExactly("a 1", "TimeoutError", "b 1");
  }

  @Test
  void otherVariablesStartTheModuleAnew() {
    try (ProfileFunction function = ENGINE.load(Functions.bundle(CODE))) {
      assertThat(
              function.run(List.of(run("a", "EUR"), run("b", "EUR"), run("c", "USD"))).stream()
                  .map(Functions::traits))
          .containsExactly(
              Json.parse("{\"id\":\"a\",\"n\":1,\"unit\":\"EUR\"}"),
              Json.parse("{\"id\":\"b\",\"n\":2,\"unit\":\"EUR\"}"),
              Json.parse("{\"id\":\"c\",\"n\":1,\"unit\":\"USD\"}"));
    }
  }

  @Test
  void nothingToRunGivesNothing() {
    assertThat(outcomes()).isEmpty();
  }

  private static List<String> outcomes(String... profiles) {
    try (ProfileFunction function = ENGINE.load(Functions.bundle(CODE))) {
      List<ProfileRun> runs = Stream.of(profiles).map(id -> run(id, "EUR")).toList();
      return function.run(runs).stream().map(ProfileFunctionTest::text).toList();
    }
  }

  private static String text(RunReport report) {
    return report.outcome() instanceof Outcome.Failed failed
        ? failed.error().name()
        : ((Outcome.Row) report.outcome()).result().traits().path("id").asText()
            + " "
            + ((Outcome.Row) report.outcome()).result().traits().path("n").asInt();
  }

  private static ProfileRun run(String profileId, String unit) {
    return new ProfileRun(
        new ProfileUser(profileId, "", "", Json.object()),
        List.of(),
        Map.of("UNIT", unit),
        new ProfileRun.BuilderVersion("b1", 1),
        null,
        HostServices.none());
  }
}

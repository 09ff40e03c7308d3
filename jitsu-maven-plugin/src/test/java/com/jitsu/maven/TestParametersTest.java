package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.maven.report.FixtureConsole.Logs;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jitsu:test} makes of words that a user types. */
class TestParametersTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "false")
  void withoutDebugNobodyIsWaitedFor(String typed) {
    assertThat(new TestDebugging(typed, text -> {}).isWanted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "9230"})
  void debugTakesAPortOrNothing(String typed) {
    assertThat(new TestDebugging(typed, text -> {}).isWanted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "0", "65536", "-1", "localhost:9229"})
  void whatIsNoPortIsAProblem(String typed) {
    assertThatThrownBy(() -> new TestDebugging(typed, text -> {}))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0832 jitsu.debug=" + typed + " is no port");
  }

  @Test
  void theInspectorIsOfTheEnginesVersion() {
    assertThat(Path.of("..", "pom.xml"))
        .content()
        .contains("<graal.version>" + TestDebugging.VERSION + "</graal.version>");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 100.5, Double.NaN})
  void aMinimumIsAPercentage(double minimum) {
    Path here = Path.of("");
    assertThatThrownBy(() -> new TestCoverage(true, minimum, here, here, text -> {}))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0831 jitsu.coverage.minimum=" + minimum);
  }

  @Test
  void logsAreOfThreeKinds() {
    assertThat(List.of(TestLogs.of("all"), TestLogs.of("failed"), TestLogs.of("none")))
        .containsExactly(Logs.ALL, Logs.FAILED, Logs.NONE);
    assertThatThrownBy(() -> TestLogs.of("fail"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0833 jitsu.logs=fail")
        .hasMessageContaining("did you mean \"failed\"?");
  }
}

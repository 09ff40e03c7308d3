package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.fixtures.laws.Plan;
import com.jitsu.sdk.fixtures.laws.Stance;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BeyondOptionsTest {

  @Test
  void everyParameterThatMeansNothingIsTold() {
    ProblemException wrong =
        catchThrowableOfType(
            ProblemException.class, () -> BeyondOptions.read("wran", -1, 0, 1, true, 101));

    assertThat(wrong.problems())
        .extracting(each -> each.what() + " – " + each.remedy())
        .containsExactly(
            "jitsu.laws=wran says nothing – did you mean \"warn\"?",
            "jitsu.generate=-1 is no limit – give a number from 0 up, or leave it out",
            "jitsu.generate.seconds=0 is no limit – give a number from 1 up, or leave it out",
            "jitsu.mutate.minimum=101 is no percentage – give a number from 0 to 100, or leave it"
                + " out");
  }

  @Test
  void historiesAreGeneratedOnRequestOnly() {
    assertThat(BeyondOptions.read("warn", 0, 20, 1, false, 0).plan()).isNull();
    assertThat(BeyondOptions.read("fail", 500, 20, 7, true, 90))
        .isEqualTo(
            new BeyondFixtures.Options(
                Stance.FAIL, new Plan(500, 7, Duration.ofSeconds(20)), true, 90));
  }
}

package com.jitsu.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void withoutAPolicyThereAreThreeTriesAfterTenHundredAndAThousandMinutes() {
    RetryPolicy standard = RetryPolicy.read("");

    assertThat(standard.retries()).isEqualTo(3);
    assertThat(List.of(standard.delay(1), standard.delay(2), standard.delay(3), standard.delay(9)))
        .containsExactly(
            Duration.ofMinutes(10),
            Duration.ofMinutes(100),
            Duration.ofMinutes(1_000),
            Duration.ofMinutes(1_000));
  }

  @Test
  void aPolicyCanLowerTheRetriesAndItsDelaysAreAtMostADay() {
    assertThat(RetryPolicy.read("{\"retries\":9,\"delays\":[0.5,9999]}"))
        .isEqualTo(new RetryPolicy(3, List.of(0.5, 1_440.0)));
    assertThat(RetryPolicy.read("{\"retries\":0}").retries()).isZero();
    assertThat(RetryPolicy.read("{\"retries\":-4,\"delays\":[\"x\",-1]}"))
        .isEqualTo(new RetryPolicy(0, List.of(10.0, 100.0, 1_000.0)));
    assertThat(RetryPolicy.read("5")).isEqualTo(RetryPolicy.standard());
  }
}

package com.jitsu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMiddleDoesNotMoveWithOneOutlier() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0, 5.0, 400.0))).isEqualTo(new Spread(2, 3, 5));
  }

  @Test
  void betweenTwoValuesItIsHalfway() {
    assertThat(Spread.of(List.of(1.0, 2.0))).isEqualTo(new Spread(1.25, 1.5, 1.75));
  }

  @Test
  void theSpreadIsAPartOfTheMiddle() {
    assertThat(new Spread(90, 100, 120).relative()).isEqualTo(0.15);
  }

  @Test
  void nothingHasNoMiddle() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}

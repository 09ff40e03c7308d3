package com.jitsu.sdk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The engine takes the exam. */
class ConformanceTest extends ConformanceContract {

  private static final EngineSubject ENGINE = new EngineSubject();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Override
  protected Subject subject() {
    return ENGINE;
  }

  @Test
  void noTwoCasesHaveTheSameName() {
    assertThat(ConformanceCases.all("http://a"))
        .extracting(ConformanceCase::title)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(150);
  }
}

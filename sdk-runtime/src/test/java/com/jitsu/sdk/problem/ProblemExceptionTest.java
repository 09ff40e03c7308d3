package com.jitsu.sdk.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemExceptionTest {

  private static final Problem PLACED =
      new Problem("JITSU-0201", "the file is empty", "a.yaml:1:1", "add an event");
  private static final Problem PLACELESS =
      new Problem("JITSU-0102", "esbuild does not start", null, "name another");

  @Test
  void oneProblemReadsAsItself() {
    assertThat(new ProblemException(PLACED))
        .hasMessage("JITSU-0201 a.yaml:1:1: the file is empty\n  → add an event");
    assertThat(new ProblemException(PLACELESS))
        .hasMessage("JITSU-0102 esbuild does not start\n  → name another");
  }

  @Test
  void aRemedyOfSeveralInARowIsSaidOnce() {
    Problem sameRemedy = new Problem("JITSU-0203", "no event", "b.yaml:1:1", PLACED.remedy());

    assertThat(new ProblemException(List.of(PLACED, sameRemedy, PLACELESS, PLACED)))
        .hasMessage(
            """
            4 problems:
            1. JITSU-0201 a.yaml:1:1: the file is empty
            2. JITSU-0203 b.yaml:1:1: no event
              → add an event
            3. JITSU-0102 esbuild does not start
              → name another
            4. JITSU-0201 a.yaml:1:1: the file is empty
              → add an event""");
  }

  @Test
  void manyAreNumberedInTheirOrder() {
    ProblemException both = new ProblemException(List.of(PLACED, PLACELESS));

    assertThat(both.problems()).containsExactly(PLACED, PLACELESS);
    assertThat(both)
        .hasMessage(
            """
            2 problems:
            1. JITSU-0201 a.yaml:1:1: the file is empty
              → add an event
            2. JITSU-0102 esbuild does not start
              → name another""");
  }

  @Test
  void theCauseIsKept() {
    IOException cause = new IOException("disk");

    assertThat(new ProblemException(PLACED, cause)).hasCause(cause);
  }

  @Test
  void noProblemIsNoException() {
    assertThatThrownBy(() -> new ProblemException(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCodeHasItsForm() {
    assertThatThrownBy(() -> new Problem("E1", "x", null, "y"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

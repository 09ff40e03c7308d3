package com.jitsu.sdk.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries every problem of one input to the seam that shows them; never empty. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(Problem problem) {
    this(List.of(problem), null);
  }

  public ProblemException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public ProblemException(List<Problem> problems) {
    this(problems, null);
  }

  private ProblemException(List<Problem> problems, @Nullable Throwable cause) {
    super(text(problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** In the order in which the input shows them. */
  public List<Problem> problems() {
    return problems;
  }

  /** What several in a row are mended with is said once, below the last of them. */
  private static String text(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a problem exception needs a problem");
    }
    if (problems.size() == 1) {
      return problems.get(0).text();
    }
    StringBuilder text = new StringBuilder(problems.size() + " problems:");
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      boolean saidBelow =
          i + 1 < problems.size() && problems.get(i + 1).remedy().equals(problem.remedy());
      text.append("\n").append(i + 1).append(". ");
      text.append(saidBelow ? problem.fact() : problem.text());
    }
    return text.toString();
  }
}

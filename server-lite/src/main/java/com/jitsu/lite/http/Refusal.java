package com.jitsu.lite.http;

import com.jitsu.sdk.problem.Problem;
import java.util.List;

/** Ends a call with a status and its problems; for the caller to read, so it is not logged. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Problem> problems;

  public Refusal(int status, Problem problem) {
    this(status, List.of(problem));
  }

  public Refusal(int status, List<Problem> problems) {
    super(status + " " + problems, null, false, false);
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  public int status() {
    return status;
  }

  public List<Problem> problems() {
    return problems;
  }
}

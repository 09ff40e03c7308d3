package com.jitsu.benchmarks;

import static java.util.Objects.requireNonNull;

/** What keeps a benchmark from running, in a sentence for whoever started it. */
public final class BenchmarkException extends RuntimeException {

  private final String remedy;

  public BenchmarkException(String what, String remedy) {
    super(what);
    this.remedy = requireNonNull(remedy);
  }

  public BenchmarkException(String what, String remedy, Throwable cause) {
    super(what, cause);
    this.remedy = requireNonNull(remedy);
  }

  /** What to type or to install. */
  public String remedy() {
    return remedy;
  }
}

package com.jitsu.maven.testing;

/**
 * How fixtures are run.
 *
 * @param reruns how often a fixture that fails is run again; it counts as passed once it passes
 * @param skipAfter the number of failures after which no other fixture is begun; 0 for none
 * @param threads functions that run side by side, at least 1
 */
public record TestRules(int reruns, int skipAfter, int threads) {

  public TestRules {
    if (reruns < 0 || skipAfter < 0 || threads < 1) {
      throw new IllegalArgumentException(reruns + ", " + skipAfter + ", " + threads);
    }
  }
}

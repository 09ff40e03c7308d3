package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;

/** Evaluates a module that holds a constant and nothing else; the engine does it. */
@FunctionalInterface
public interface ConfigReader {

  /**
   * The exported value as JSON; missing or null when there is none.
   *
   * @param source of the module, for messages
   * @throws com.jitsu.sdk.problem.ProblemException if evaluating fails
   */
  JsonNode readConstant(String moduleCode, String exportName, String source);
}

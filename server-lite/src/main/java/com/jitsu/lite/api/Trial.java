package com.jitsu.lite.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.problem.ProblemException;

/** One run of what a caller sent. */
interface Trial {

  /**
   * The answer, as docs/api/http.md has it.
   *
   * @throws ProblemException JITSU-0301 to JITSU-0305 when the code cannot be loaded
   */
  ObjectNode run(FunctionEngine engine);
}

package com.jitsu.lite.api;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;

/** Functions as clients send them: an ES module, and perhaps the way back to the user's files. */
final class SentCode {

  private SentCode() {}

  /** A function that is run once and kept nowhere; only its code must be given. */
  static Bundle trial(JsonBody body, String builder, String slug) {
    String name = body.text("slug", slug);
    return Bundle.of(
        new FunctionConfig(builder, name, name, null),
        body.text("source", name + ".js"),
        body.requiredText("code"),
        body.text("sourceMap", Bundle.NO_SOURCE_MAP));
  }

  /** Now, and not when the first error of the function is to be shown in the user's lines. */
  static void refuseBrokenMap(Bundle bundle) {
    try {
      SourceMap.parse(bundle.sourceMap());
    } catch (IllegalStateException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0401",
              "\"sourceMap\" is not a source map of version 3: " + e.getMessage(),
              bundle.source(),
              "send the map that came with the code, as text, or leave it out"),
          e);
    }
  }
}

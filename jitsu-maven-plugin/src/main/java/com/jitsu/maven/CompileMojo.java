package com.jitsu.maven;

import com.jitsu.maven.report.FunctionCounts;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes each function of {@code src/profiles} and {@code src/functions} one module with a source
 * map in {@code target/jitsu}, with a {@code manifest.json} of all, and for editors the types and
 * the schema of fixtures. Every problem of every file is reported at once.
 *
 * @since 0.1.0
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class CompileMojo extends CompilingMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.compile.skip", defaultValue = "false")
  private boolean skipCompile;

  @Override
  void runOnFunctions() throws IOException {
    try (FunctionEngine engine = new FunctionEngine(Limits.test())) {
      List<Bundle> functions = compile(engine);
      getLog()
          .info(
              "Compiled "
                  + FunctionCounts.text(functions)
                  + " to "
                  + root().relativize(output())
                  + (checksTypes() ? ", types are right" : ""));
    }
  }

  @Override
  boolean isSkipped() {
    return skipCompile;
  }
}

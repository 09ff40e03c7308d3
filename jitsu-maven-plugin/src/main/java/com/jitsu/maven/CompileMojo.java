package com.jitsu.maven;

import com.jitsu.maven.report.FunctionCounts;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes each function of {@code src/profiles} and {@code src/functions} one module with a source
 * map in {@code target/jitsu}, with a {@code manifest.json} of all, and for editors the types and
 * the schema of fixtures. Every problem of every file is reported at once. What has not changed
 * since it was compiled last, by its content, is left alone.
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
    Compiler.Compiled compiled = compile();
    String functions = FunctionCounts.text(compiled.functions());
    getLog()
        .info(
            compiled.upToDate()
                ? "Up to date: " + functions + " in " + folder()
                : "Compiled "
                    + functions
                    + " to "
                    + folder()
                    + (checksTypes() ? ", types are right" : ""));
  }

  private Path folder() {
    return root().relativize(output());
  }

  @Override
  boolean isSkipped() {
    return skipCompile;
  }
}

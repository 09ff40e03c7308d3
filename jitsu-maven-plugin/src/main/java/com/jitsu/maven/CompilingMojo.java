package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that compile the functions, and need no server, share. */
abstract class CompilingMojo extends BundlingMojo {

  /**
   * Whether to check the types; what has not changed since it was last checked is not checked
   * again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.typeCheck", defaultValue = "true")
  private boolean typeCheck;

  /**
   * A native TypeScript, release 7 or later, or {@code embedded} for the compiler that runs in the
   * engine. Default: the native one of {@code node_modules} here or above, or of the search path,
   * else {@code embedded}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.typescript")
  private @Nullable String typescript;

  @Override
  final void run()
      throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
    if (isModuleWithoutFunctions()) {
      getLog().info("There are no functions in this module.");
      runWithoutFunctions();
    } else {
      runOnFunctions();
    }
  }

  /** Does the goal's work. */
  abstract void runOnFunctions()
      throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

  /** One of several modules, and not one with functions. */
  void runWithoutFunctions() {}

  /** All functions, ready to run; written to {@code target/jitsu} as well. */
  final List<Bundle> compile(Supplier<FunctionEngine> engine) throws IOException {
    return compiler()
        .compile(bundles -> Compiler.load(engine.get(), bundles), typeCheck)
        .functions();
  }

  /** Likewise, with an engine only if something has changed since it was compiled last. */
  final Compiler.Compiled compile() throws IOException {
    return compiler().compile(Compiler::load, typeCheck);
  }

  @Override
  final @Nullable String typescript() {
    return typescript;
  }

  final boolean checksTypes() {
    return typeCheck;
  }
}

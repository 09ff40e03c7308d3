package com.jitsu.maven;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.engine.FunctionEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What the goals that compile the functions, and need no server, share. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class CompilingMojo extends JitsuMojo {

  /**
   * Whether to check the types; what has not changed since it was last checked is not checked
   * again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.typeCheck", defaultValue = "true")
  private boolean typeCheck;

  /**
   * The esbuild binary. Default: the artifact of this platform, from the Maven repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.esbuild")
  private @Nullable File esbuild;

  @Inject private RepositorySystem repositories;

  @Override
  final void run()
      throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
    if (reactor().hasSeveralModules() && !hasFunctions()) {
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

  private boolean hasFunctions() {
    return Files.isDirectory(root().resolve("src").resolve("profiles"))
        || Files.isDirectory(root().resolve("src").resolve("functions"));
  }

  /** All functions, ready to run; written to {@code target/jitsu} as well. */
  final List<Bundle> compile(FunctionEngine engine) throws IOException {
    return new Compiler(
            session(),
            new Artifacts(repositories),
            root(),
            output(),
            esbuild == null ? null : esbuild.toPath())
        .compile(engine, typeCheck);
  }

  final boolean checksTypes() {
    return typeCheck;
  }
}

package com.jitsu.maven;

import java.io.File;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What the goals that bundle the functions, and need no server, share. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class BundlingMojo extends JitsuMojo {

  /** Of projects that are functions and nothing else. */
  static final String PACKAGING = "jitsu-profiles";

  /**
   * The esbuild binary. Default: the artifact of this platform, from the Maven repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.esbuild")
  private @Nullable File esbuild;

  @Inject private RepositorySystem repositories;

  final Compiler compiler() {
    return new Compiler(
        session(),
        artifacts(),
        root(),
        output(),
        esbuild == null ? null : esbuild.toPath(),
        typescript());
  }

  /** The compiler that the user has named, for goals that check types. */
  @Nullable String typescript() {
    return null;
  }

  final Artifacts artifacts() {
    return new Artifacts(repositories);
  }

  /** One of several, and not one whose packaging or folders tell of functions. */
  final boolean isModuleWithoutFunctions() {
    return reactor().hasSeveralModules()
        && !project().getPackaging().equals(PACKAGING)
        && !Files.isDirectory(root().resolve("src").resolve("profiles"))
        && !Files.isDirectory(root().resolve("src").resolve("functions"));
  }
}

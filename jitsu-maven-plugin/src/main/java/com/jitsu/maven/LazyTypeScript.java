package com.jitsu.maven;

import com.jitsu.sdk.bundle.TypeChecker;
import com.jitsu.sdk.engine.GraalTypeScript;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;

/** TypeScript's compiler, got from the Maven repository when there is something to check. */
final class LazyTypeScript implements TypeChecker {

  static final String VERSION = "5.9.3";

  private final MavenSession session;
  private final Artifacts artifacts;

  LazyTypeScript(MavenSession session, Artifacts artifacts) {
    this.session = session;
    this.artifacts = artifacts;
  }

  /** The compiler's jar. */
  static Path jar(MavenSession session, Artifacts artifacts) {
    return artifacts.jar(session, "org.mvnpm", "typescript", VERSION);
  }

  @Override
  public String version() {
    try (GraalTypeScript named = new GraalTypeScript(Path.of("typescript-" + VERSION + ".jar"))) {
      return named.version();
    }
  }

  @Override
  public Check check(Path projectRoot, List<Path> files) {
    try (GraalTypeScript compiler = new GraalTypeScript(jar(session, artifacts))) {
      return compiler.check(projectRoot, files);
    }
  }
}

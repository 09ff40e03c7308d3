package com.jitsu.maven;

import com.jitsu.sdk.bundle.NativeTypeScript;
import com.jitsu.sdk.bundle.TypeChecker;
import com.jitsu.sdk.bundle.TypeScriptSearch;
import com.jitsu.sdk.engine.GraalTypeScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * TypeScript's compiler: a native one where there is one, for it is many times faster; else the one
 * that runs in the engine, got from the Maven repository when there is something to check.
 */
final class LazyTypeScript implements TypeChecker {

  /** Of the compiler in the engine. */
  static final String VERSION = "5.9.3";

  private static final String EMBEDDED = "embedded";

  private final MavenSession session;
  private final Artifacts artifacts;
  private final Path cache;
  private final Optional<Path> program;

  /**
   * @param cache {@code target/jitsu/cache}
   * @param typed a compiler's path, {@code embedded} for the one in the engine, or nothing to look
   *     for one
   */
  LazyTypeScript(
      MavenSession session, Artifacts artifacts, Path root, Path cache, @Nullable String typed) {
    this.session = session;
    this.artifacts = artifacts;
    this.cache = cache;
    this.program = program(root, typed);
  }

  private static Optional<Path> program(Path root, @Nullable String typed) {
    if (typed != null && !typed.isBlank()) {
      return typed.equals(EMBEDDED) ? Optional.empty() : Optional.of(root.resolve(typed));
    }
    return new TypeScriptSearch(System.getProperty("os.name"), System.getProperty("os.arch"))
        .find(root, Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /** The compiler's jar. */
  static Path jar(MavenSession session, Artifacts artifacts) {
    return artifacts.jar(session, "org.mvnpm", "typescript", VERSION);
  }

  /** The native one that is used; empty for the one in the engine. */
  Optional<Path> program() {
    return program;
  }

  @Override
  public String version() {
    if (program.isPresent()) {
      return new NativeTypeScript(program.get(), cache).version();
    }
    try (GraalTypeScript named = new GraalTypeScript(Path.of("typescript-" + VERSION + ".jar"))) {
      return named.version();
    }
  }

  @Override
  public Check check(Path projectRoot, List<Path> files) {
    if (program.isPresent()) {
      Check check = new NativeTypeScript(program.get(), cache).check(projectRoot, files);
      if (!NativeTypeScript.refusesAnOption(check)) {
        return check;
      }
    }
    try (GraalTypeScript compiler = new GraalTypeScript(jar(session, artifacts))) {
      return compiler.check(projectRoot, files);
    }
  }
}
